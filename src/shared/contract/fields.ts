// Fields that the inputs of several areas have.
import { z } from 'zod'

export const nothing = z.object({})
export const id = z.string().min(1).max(100)
export const place = z.number().int().min(0)
export const moment = z.iso.datetime()
/** A path inside the library, with `/` between its parts; `''` is the library itself. */
export const folder = z.string().max(1_000)
/** Of a snapshot, and what else a person names and may leave empty. */
export const name = z.string().max(500)

export const runFilter = z.object({
  model: z.string().max(500).optional(),
  state: z.enum(['running', 'completed', 'stopped', 'truncated', 'failed']).optional(),
  stopReason: z.string().max(500).optional(),
  promptId: z.string().max(500).optional(),
  isStarred: z.boolean().optional(),
  from: moment.optional(),
  until: moment.optional(),
})
