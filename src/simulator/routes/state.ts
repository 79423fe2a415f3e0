// What lives as long as the simulator, and what a request's headers say about its sender.
import type { PromptCache } from '../cache.ts'
import type { RateLimits } from '../rate-limits.ts'
import type { ApiVersion } from '../validate/request-shape.ts'

export type ApiState = { cache: PromptCache; rateLimits: RateLimits }

/** The API version and the beta features that a request's headers name. */
export type Caller = { version: ApiVersion; betas: readonly string[] }
