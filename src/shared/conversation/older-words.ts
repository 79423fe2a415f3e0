import type { PromptMessage } from '../prompt/prompt.ts'
import { groupedDigits } from '../text/grouped-digits.ts'

/**
 * Which messages these are, for the middle of a sentence: `the oldest 2 messages`; where others that are sent stand before or
 * between them and stay, such as pinned ones, `2 of the older messages`.
 */
export function olderWords(messages: readonly Pick<PromptMessage, 'id' | 'muted'>[], ids: readonly string[]): string {
  const chosen = new Set(ids)
  const heard = messages.filter(({ muted }) => !muted)
  const areFirst = heard.slice(0, chosen.size).every(({ id }) => chosen.has(id))
  if (!areFirst) return `${groupedDigits(chosen.size)} of the older messages`
  return chosen.size === 1 ? 'the oldest message' : `the oldest ${groupedDigits(chosen.size)} messages`
}
