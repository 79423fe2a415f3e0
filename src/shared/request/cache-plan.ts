// What of a request may be cached: everything up to its last breakpoint, read as tools, system prompt, messages (Messages API
// reference, caching).
import type { ConnectionKind } from '../connections/connection.ts'
import { fileReader } from '../files/file-reader.ts'
import type { ModelInfo } from '../models/models.ts'
import type { ContentBlock, Prompt } from '../prompt/prompt.ts'
import { isObject, type JsonValue } from '../text/json.ts'
import { estimateInputTokens, type ReadFile } from './estimate.ts'
import { buildRequest, type RequestBody } from './request.ts'

/** Where a breakpoint stands: behind a tool, a block of the system prompt or of a message, or at the end of the request. */
export type CachePoint =
  | { kind: 'tool'; name: string }
  | { kind: 'system'; block: number }
  | { kind: 'message'; id: string; block: number }
  | { kind: 'end' }

/** `tokens`: roughly how many stand before it, all together. */
export type Breakpoint = { point: CachePoint; ttl: '5m' | '1h'; tokens: number }

/**
 * Every breakpoint of the request that a prompt makes, in the order in which it is read.
 * @param inputTokens The count of the whole request, which the estimates are fitted to; `null` while there is none.
 */
export function cachePlan(
  prompt: Prompt,
  kind: ConnectionKind,
  model: ModelInfo | null,
  inputTokens: number | null,
  files: ReadFile = fileReader,
): Breakpoint[] {
  const { body } = buildRequest(prompt, kind)
  const found = pointsIn(prompt, body)
  if (found.length === 0) return []
  const estimate = (part: Partial<RequestBody>) => estimateInputTokens({ ...empty, ...part }, model, files)
  const perEstimated = inputTokens === null ? 1 : inputTokens / Math.max(1, estimate(body))
  return found.map(({ point, ttl, before }) => ({
    point,
    ttl,
    tokens: Math.round(estimate(before) * perEstimated),
  }))
}

const empty = { model: '', max_tokens: 0, messages: [] }

type Found = { point: CachePoint; ttl: Breakpoint['ttl']; before: Partial<RequestBody> }

function pointsIn(prompt: Prompt, body: RequestBody): Found[] {
  const { tools, system, messages } = body
  const found: Found[] = []
  const list = Array.isArray(tools) ? tools : []
  for (const [at, tool] of list.entries()) {
    const ttl = ttlOf(tool)
    if (ttl) found.push({ point: { kind: 'tool', name: nameOf(tool) }, ttl, before: { tools: list.slice(0, at + 1) } })
  }
  for (const [block, one] of blocksOf(system).entries()) {
    const ttl = ttlOf(one)
    if (!ttl) continue
    found.push({
      point: { kind: 'system', block },
      ttl,
      before: { tools, system: blocksOf(system).slice(0, block + 1) },
    })
  }
  const sent = prompt.messages.filter(({ muted }) => !muted)
  for (const [at, { role, content }] of messages.entries()) {
    for (const [block, one] of blocksOf(content).entries()) {
      const [ttl, id] = [ttlWithin(one), sent[at]?.id]
      if (!ttl || id === undefined) continue
      const last = { role, content: blocksOf(content).slice(0, block + 1) }
      found.push({
        point: { kind: 'message', id, block },
        ttl,
        before: { tools, system, messages: [...messages.slice(0, at), last] },
      })
    }
  }
  const automatic = ttlOf({ cache_control: body.cache_control })
  if (automatic) found.push({ point: { kind: 'end' }, ttl: automatic, before: body })
  return found
}

function blocksOf(content: string | ContentBlock[] | undefined): ContentBlock[] {
  return Array.isArray(content) ? content : []
}

function ttlOf(part: JsonValue | undefined): Breakpoint['ttl'] | null {
  const mark = isObject(part) ? part.cache_control : undefined
  if (!isObject(mark)) return null
  return mark.ttl === '1h' ? '1h' : '5m'
}

/** Also of what stands inside a tool result, a search result or a document. */
function ttlWithin(block: ContentBlock): Breakpoint['ttl'] | null {
  const source = isObject(block.source) ? block.source.content : undefined
  const inside = [block.content, source].flatMap((content) => (Array.isArray(content) ? content : []))
  return ttlOf(block) ?? inside.map(ttlOf).find((ttl) => ttl !== null) ?? null
}

function nameOf(tool: JsonValue): string {
  return isObject(tool) && typeof tool.name === 'string' ? tool.name : 'a tool'
}
