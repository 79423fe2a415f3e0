// Calls on what comes from others and goes to them: bundles, and code that is pasted.
import { z } from 'zod'
import { longestPaste } from '../import/paste-limit.ts'
import type { CodeReading } from '../import/reading.ts'
import {
  type BundleContents,
  type BundleImport,
  type BundlePart,
  bundleLimitBytes,
  mostRunsOffered,
} from '../library/bundle.ts'
import { mostPresetsInFile } from '../presets/preset-file.ts'
import { promptSchema } from '../prompt/prompt-schema.ts'

/** The bytes of a bundle, in base64. */
const bundle = z.object({ data: z.string().max(Math.ceil(bundleLimitBytes / 3) * 4) })
const bundleKeys = z.array(z.string().max(200)).max(mostPresetsInFile * 2 + mostRunsOffered + 1_000)

export const exchangeInputs = {
  'bundles.offer': z.object({ prompt: promptSchema, withAddresses: z.boolean() }),
  /** `keys`: the parts that go along with the prompt; `agreed`: those whose secrets may. */
  'bundles.pack': z.object({
    prompt: promptSchema,
    withAddresses: z.boolean(),
    keys: bundleKeys,
    agreed: bundleKeys,
  }),
  'bundles.read': bundle,
  'bundles.import': bundle,
  /** `fileName`: as the file is called, where the text is one's. */
  'code.read': z.object({ text: z.string().max(longestPaste), fileName: z.string().max(1_000).nullable() }),
}

export type ExchangeAnswers = {
  /** Everything that can be shared of a prompt, its presets and its newest runs; the prompt itself comes first. */
  'bundles.offer': Promise<BundlePart[]>
  /** The text of a bundle. Rejects with a sentence where it would hold a secret that was not agreed to. */
  'bundles.pack': Promise<{ fileName: string; text: string }>
  /** What is in a bundle that somebody made, and what would become of it. Changes nothing. */
  'bundles.read': Promise<BundleContents>
  /** Takes over everything that is not here yet, or nothing. */
  'bundles.import': Promise<BundleImport>
  /** Reads the requests out of something that was pasted, and changes nothing. What it cannot read it says in the notes. */
  'code.read': Promise<CodeReading>
}
