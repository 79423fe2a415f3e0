// Which control shows a finding: the rules name a field of the request, and not every field has a control of its own.
import type { Finding } from '#shared/rules/finding'

export type FindingsByOwner = ReadonlyMap<string, Finding[]>

/** The fields that have a control of their own, under the rules' names. */
const own = new Set([
  'model',
  'api_version',
  'system',
  'prefill',
  'variables',
  'messages',
  'max_tokens',
  'temperature',
  'top_p',
  'top_k',
  'effort',
  'stop_sequences',
  'thinking',
  'tools',
  'format',
])

/** The owner of the fields that have no row of their own: the row that leads to them. */
export const otherOwner = 'other'
/** The owner of what the request is as a whole: its size, its input tokens. */
export const requestOwner = 'request'

/**
 * The control that shows a finding about this field: a settings field, `model`, `api_version`, `system`, `prefill`,
 * `messages` for the list, `messages.N` for one message whatever its block, `request` for the whole, or `other`.
 */
export function ownerOf(field: string): string {
  if (own.has(field)) return field
  const [head, index] = field.split('.')
  if (head === 'messages' && index !== undefined) return `messages.${index}`
  if (head === 'system') return 'system'
  if (head === 'stop_sequences' || head === 'thinking' || head === 'tools') return head
  if (field === 'tool_choice') return 'tools'
  if (field === 'input_tokens' || field === 'request') return requestOwner
  return otherOwner
}

/** The findings of each owner, in the order in which they came. */
export function groupByOwner(findings: readonly Finding[]): FindingsByOwner {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const owner = ownerOf(finding.field)
    const group = groups.get(owner)
    if (group) group.push(finding)
    else groups.set(owner, [finding])
  }
  return groups
}
