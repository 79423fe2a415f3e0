import { type RateLimits, readRateLimits } from '#shared/runs/rate-limits'
import type { WireHeader } from '#shared/runs/wire'
import type { HandlersOf } from '../handlers.ts'

/** The rate limits of each connection, as its latest response told them; forgotten when Antiphon closes. */
export type RateLimitMemory = {
  take: (connectionId: string, headers: readonly WireHeader[]) => void
  handlers: Pick<HandlersOf<'connections'>, 'connections.rateLimits'>
}

/** Remembers, until Antiphon ends, the limits in the latest response of each connection that named any. */
export function createRateLimitMemory(now: () => Date): RateLimitMemory {
  const latest = new Map<string, RateLimits>()
  return {
    take: (connectionId, headers) => {
      const limits = readRateLimits(headers)
      // A response that names none, such as one of a proxy, takes nothing back.
      if (limits.length > 0) latest.set(connectionId, { at: now().toISOString(), limits })
    },
    handlers: { 'connections.rateLimits': async ({ id }) => latest.get(id) ?? null },
  }
}
