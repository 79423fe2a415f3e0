// What lives as long as the simulator.
import type { PromptCache } from '../cache.ts'
import type { RateLimits } from '../rate-limits.ts'

/** The prompt cache and the rate limits, shared by all requests. */
export type ApiState = { cache: PromptCache; rateLimits: RateLimits }
