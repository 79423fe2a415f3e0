// What lives as long as the simulator.
import type { PromptCache } from '../cache.ts'
import type { RateLimits } from '../rate-limits.ts'

export type ApiState = { cache: PromptCache; rateLimits: RateLimits }
