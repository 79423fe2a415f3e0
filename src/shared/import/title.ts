import { textOf } from '../prompt/prompt.ts'
import type { ImportedParts } from './reading.ts'

const longest = 48

/** A name for a request that has none: the first words of what the user says in it. */
export function titleOf({ messages, system }: ImportedParts): string {
  const user = messages.find(({ role }) => role === 'user')
  const text = [user?.content, system].map((content) => textOf(content ?? '').trim()).find((said) => said !== '') ?? ''
  const line = text.slice(0, 500).replaceAll(/\s+/g, ' ')
  if (line === '') return 'Imported request'
  const cut = line.lastIndexOf(' ', longest)
  return line.length <= longest ? line : `${line.slice(0, cut > longest / 2 ? cut : longest)}…`
}
