import { groupedDigits } from '#shared/text/grouped-digits'
import type { Replaced } from './replace-texts.ts'

const list = new Intl.ListFormat('en', { type: 'conjunction' })
const counted = (count: number, one: string) => `${groupedDigits(count)} ${one}${count === 1 ? '' : 's'}`

/** What was replaced where, and what was left as it is and why, in sentences. */
export function replacedWords({
  count,
  messages,
  tools,
  others,
  fixed,
  refused,
}: Omit<Replaced, 'prompt' | 'changed'>): string {
  const places = [
    others.includes('system') && 'the system prompt',
    messages > 0 && counted(messages, 'message'),
    others.includes('prefill') && 'the prefill',
    tools > 0 && counted(tools, 'tool'),
  ].filter((place) => place !== false)
  const left = [...fixed.values()].reduce((sum, one) => sum + one, 0)
  return [
    count === 0 ? 'Nothing was replaced.' : `Replaced ${groupedDigits(count)} in ${list.format(places)}.`,
    left > 0 && `${groupedDigits(left)} in ${list.format(fixed.keys())} ${left === 1 ? 'is' : 'are'} never changed.`,
    refused > 0 && `${groupedDigits(refused)} would have been no JSON, or no name of a tool, and stayed.`,
  ]
    .filter((sentence) => sentence !== false)
    .join(' ')
}
