// Apart from prices.ts, so that views can use that file without loading the schemas.
import { z } from 'zod'
import { groupedDigits } from '../text/grouped-digits.ts'
import { highestPrice, type OwnPrices } from './prices.ts'

const price = z
  .number()
  .min(0, 'A price cannot be below zero.')
  .max(highestPrice, `A price is at most ${groupedDigits(highestPrice)} US dollars for a million tokens.`)
const input = { inputPerMTok: price, outputPerMTok: price }
const all = z.strictObject({ ...input, cacheWrite5m: price, cacheWrite1h: price, cacheRead: price }).partial()

/** Prices of the user's own for one model. */
export const ownPricesSchema: z.ZodType<OwnPrices> = z
  .strictObject({ standard: all, longContext: all, fast: z.strictObject(input).partial() })
  .partial()
