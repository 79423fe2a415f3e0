// Calls on what is looked for in texts.
import { z } from 'zod'
import { longestQuery } from '../find/find-query.ts'
import type { FoundInTexts } from '../find/text-search.ts'

export const findInputs = {
  /** See `TextSearch`. */
  'find.texts': z.object({
    query: z.object({
      text: z.string().max(longestQuery),
      matchCase: z.boolean(),
      wholeWord: z.boolean(),
      isRegex: z.boolean(),
    }),
    texts: z.array(z.string()).max(100_000),
    replacement: z.string().max(100_000).nullable(),
    most: z.number().int().min(0).max(10_000_000),
  }),
}

export type FindAnswers = {
  /** Looks for a regular expression where it can hold nobody up; `null` where it takes longer than somebody waits. */
  'find.texts': Promise<FoundInTexts | null>
}
