// The prompt cache: a marked prefix is written by the first request that brings it and read by the next.
import { cacheMinimum, type Model } from './catalogue.ts'
import { hashOf } from './random.ts'
import { type Block, type CacheControl, type MessagesRequest, omit } from './request.ts'
import { type Piece, promptPieces } from './tokens.ts'

/** Tokens of a prompt that came from the cache or went into it, by time to live. */
export type CacheUse = { read: number; written5m: number; written1h: number }

const LOOKBACK_BLOCKS = 20
const MAX_ENTRIES = 2000
const TTL_MS = { '5m': 5 * 60_000, '1h': 60 * 60_000 }

/** The prompt up to and including one block. */
type Prefix = { hash: string; tokens: number; mark: CacheControl | null }

export type PromptCache = { use(request: MessagesRequest, model: Model, now: Date): CacheUse }

/** An empty cache in memory. */
export function createPromptCache(): PromptCache {
  const expiries = new Map<string, number>()
  return {
    use(request, model, now) {
      const prefixes = prefixesOf(request, model)
      const marks = prefixes.flatMap(({ mark, tokens }, at) => (mark && tokens >= cacheMinimum(model) ? [at] : []))
      const read = longestRead(prefixes, marks, (hash) => (expiries.get(hash) ?? 0) > now.getTime())
      const use: CacheUse = { read, written5m: 0, written1h: 0 }
      let cached = read
      for (const at of marks) {
        const { hash, tokens, mark } = prefixes[at]!
        const ttl = mark?.ttl ?? '5m'
        if (tokens > cached) {
          use[ttl === '1h' ? 'written1h' : 'written5m'] += tokens - cached
          cached = tokens
        }
        remember(expiries, hash, now.getTime() + TTL_MS[ttl])
      }
      return use
    },
  }
}

/** Tokens of the longest live prefix that a mark, or one of the blocks shortly before it, ends. */
function longestRead(prefixes: readonly Prefix[], marks: readonly number[], isLive: (hash: string) => boolean): number {
  const reads = marks.map((mark) => {
    for (let at = mark; at >= 0 && at > mark - LOOKBACK_BLOCKS; at -= 1) {
      if (isLive(prefixes[at]!.hash)) return prefixes[at]!.tokens
    }
    return 0
  })
  return Math.max(0, ...reads)
}

/** The oldest entry leaves when there are too many. */
function remember(expiries: Map<string, number>, hash: string, expiresAtMs: number) {
  expiries.delete(hash)
  expiries.set(hash, expiresAtMs)
  const oldest = expiries.keys().next().value
  if (expiries.size > MAX_ENTRIES && oldest !== undefined) expiries.delete(oldest)
}

/** Model, speed and, from the messages on, thinking and tool choice belong to a prefix: changing one misses. */
function prefixesOf(request: MessagesRequest, model: Model): Prefix[] {
  const pieces = promptPieces(request, model, 'billed')
  const isAutomatic = request.cache_control != null
  let hash = hashOf([model.id, request.speed ?? 'standard'])
  let tokens = 0
  let part: Piece['part'] = 'tools'
  return pieces.map((piece, index) => {
    if (piece.part === 'messages' && part !== 'messages') hash = hashOf([hash, request.thinking, request.tool_choice])
    part = piece.part
    const { cache_control } = piece.block
    hash = hashOf([hash, piece.part, omit(piece.block as Block, 'cache_control')])
    tokens += piece.tokens
    const isLast = index === pieces.length - 1
    return { hash, tokens, mark: cache_control ?? (isAutomatic && isLast ? request.cache_control! : null) }
  })
}
