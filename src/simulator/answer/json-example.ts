// Few-shot by example: where an earlier answer in the conversation was a JSON object, the next one gets the same keys.
import { blocksOf, lastUserText, type MessagesRequest, prefillOf } from '../request.ts'

/**
 * The rest of an object that a prefill begins (`{`, or `{"key":`), with the keys of the latest earlier answer that is a JSON
 * object; `null` where there is no such answer or the prefill begins otherwise.
 */
export function continuedLikeExample(request: MessagesRequest): string | null {
  const begun = /^\s*\{\s*(?:"([^"\\]+)"\s*:\s*)?$/.exec(prefillOf(request) ?? '')
  const example = begun && exampleIn(request)
  if (!example) return null
  const openKey = begun[1]
  const members = Object.entries(example).filter(([key]) => key !== openKey)
  const parts = members.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(likeExample(value, request))}`)
  const all = [...parts, '"simulated": true']
  if (openKey === undefined) return `${all.join(',\n  ')}\n}`
  return ` ${JSON.stringify(likeExample(example[openKey] ?? 'simulated', request))},\n  ${all.join(',\n  ')}\n}`
}

function exampleIn({ messages }: MessagesRequest): Record<string, unknown> | null {
  for (const { role, content } of messages.slice(0, -1).toReversed()) {
    if (role !== 'assistant') continue
    const example = objectIn(
      blocksOf(content)
        .map(({ text }) => (typeof text === 'string' ? text : ''))
        .join(''),
    )
    if (example) return example
  }
  return null
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    // Safe: an object that is no array and not null has string keys.
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

/** A sentence becomes one about this request; a word, a number or a list stays the example's. */
function likeExample(value: unknown, request: MessagesRequest): unknown {
  if (typeof value !== 'string' || !value.trim().includes(' ')) return value
  const asked = lastUserText(request).replace(/\s+/g, ' ').trim()
  const quoted = asked.length > 60 ? `${asked.slice(0, 60).trimEnd()}…` : asked
  return `Simulated: no model read this. The last of ${request.messages.length - 1} messages says “${quoted}”, and the answer takes its keys from your example.`
}
