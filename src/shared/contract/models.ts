// Calls on models and their prices.
import { z } from 'zod'
import type { ModelInfo } from '../models/models.ts'
import { ownPricesSchema } from '../models/price-schema.ts'
import { nothing } from './fields.ts'
import { latestState, type StreamsOf } from './streams.ts'

export const modelInputs = {
  'models.list': nothing,
  'models.watch': nothing,
  'models.refresh': nothing,
  /** `prices: null` goes back to the list prices. */
  'models.setPrices': z.object({ modelId: z.string().min(1).max(200), prices: ownPricesSchema.nullable() }),
}

export type ModelAnswers = {
  'models.list': Promise<ModelList>
  /** The list as it is, then every later state of it: another connection, an answer of the server, other prices. */
  'models.watch': AsyncIterable<ModelList>
  /** Asks the server now. Does not reject where it fails: the list that was there stays, with the problem. */
  'models.refresh': Promise<ModelList>
  'models.setPrices': Promise<ModelList>
}

export const modelStreams: StreamsOf<ModelAnswers> = { 'models.watch': latestState }

/**
 * The models of the connection in use. `live` says how they came: `unknown` while the server has not been asked, `not-available`
 * where it has no list; `problem` is why the last question failed.
 */
export type ModelList = {
  models: ModelInfo[]
  live: {
    connectionId: string
    state: 'unknown' | 'listed' | 'not-available'
    listedAt: string | null
    problem: string | null
  }
}
