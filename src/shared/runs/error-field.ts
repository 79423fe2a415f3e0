/** The fields of a request that an error may name at its beginning (Messages API reference, request). */
const fields =
  'model|max_tokens|messages|system|stop_sequences|metadata|thinking|output_config|tools|tool_choice|stream|service_tier|inference_geo|speed|cache_control|container|diagnostics|temperature|top_p|top_k'

const patterns: readonly [pattern: RegExp, field?: string][] = [
  // A prefill is a message to the API; to the user it is a field of its own.
  [/assistant message prefill/i, 'prefill'],
  [/final assistant content/i, 'prefill'],
  [/does not support the effort parameter/, 'output_config.effort'],
  [/^prompt is too long/, 'messages'],
  [/thinking is not supported on this model/, 'thinking'],
  [/^role 'system' is not supported/, 'messages'],
  [/blocks in the latest assistant message cannot be modified/, 'messages'],
  // `messages.3.content.0: …`, `temperature: range: …`, `output_config.effort 'xhigh' is not …`
  [new RegExp(`^["'\`]?((?:${fields})(?:\\.[\\w-]+)*)["'\`]?(?::| ')`)],
  // `` `temperature` and `top_p` cannot both be specified … ``
  [new RegExp(`["'\`]((?:${fields})(?:\\.[\\w-]+)*)["'\`]`)],
]

/**
 * The field of the request that the API's words name, as the API spells its path, or `prefill`; `null` where they name none.
 * Its messages say it in several ways (Messages API reference, preflight rules).
 */
export function errorField(said: string): string | null {
  for (const [pattern, field] of patterns) {
    const match = pattern.exec(said.trim().slice(0, 500))
    if (match) return field ?? match[1] ?? null
  }
  return null
}

/**
 * The same in the names of the rules (`Finding.field`), with messages counted as the prompt has them.
 * @param heardIndexes For each message that was sent its place in the prompt; a prefill has none.
 */
export function promptField(field: string, heardIndexes: readonly number[]): string {
  if (field === 'output_config.effort') return 'effort'
  if (field.startsWith('output_config.format')) return 'format'
  const [head, index, ...rest] = field.split('.')
  if (head !== 'messages' || index === undefined || !/^\d+$/.test(index)) return field
  const place = heardIndexes[Number(index)]
  return place === undefined ? 'prefill' : ['messages', String(place), ...rest].join('.')
}
