// Calls on what comes from others and goes to them: bundles, and code that is pasted.
import { z } from 'zod'
import { longestPaste } from '../import/paste-limit.ts'
import type { CodeReading } from '../import/reading.ts'
import {
  type BundleContents,
  type BundleImport,
  type BundlePart,
  type BundleRuns,
  bundleLimitBytes,
  mostRunsInBundle,
} from '../library/bundle.ts'
import { mostPresetsInFile } from '../presets/preset-file.ts'
import { promptSchema } from '../prompt/prompt-schema.ts'
import { id } from './fields.ts'

/** The bytes of a bundle, in base64. */
const bundle = z.object({ data: z.string().max(Math.ceil(bundleLimitBytes / 3) * 4) })
const bundleKeys = z.array(z.string().max(200)).max(mostPresetsInFile * 2 + mostRunsInBundle + 1_000)

export const exchangeInputs = {
  'bundles.offer': z.object({ prompt: promptSchema }),
  /** `after`: the `next` of the page before. The text is searched for as in the history. */
  'bundles.runs': z.object({ promptId: id, text: z.string(), after: id.nullable() }),
  /** `keys`: the parts that go along with the prompt; `agreed`: those whose secrets may. */
  'bundles.pack': z.object({
    prompt: promptSchema,
    withAddresses: z.boolean(),
    keys: bundleKeys,
    agreed: bundleKeys,
  }),
  'bundles.read': bundle,
  /** `without`: keys of the files that are left out. */
  'bundles.import': bundle.extend({ without: bundleKeys }),
  'code.prepare': z.object({}),
  /** `fileName`: as the file is called, where the text is one's. */
  'code.read': z.object({ text: z.string().max(longestPaste), fileName: z.string().max(1_000).nullable() }),
}

export type ExchangeAnswers = {
  /** What can be shared of a prompt and the presets, without runs; the prompt itself comes first. */
  'bundles.offer': Promise<BundlePart[]>
  /** The newest of its runs in which the text stands, all of them for an empty one. */
  'bundles.runs': Promise<BundleRuns>
  /** The text of a bundle. Rejects with a sentence where it would hold a secret that was not agreed to. */
  'bundles.pack': Promise<{ fileName: string; text: string }>
  /** What is in a bundle that somebody made, and what would become of it. Changes nothing. */
  'bundles.read': Promise<BundleContents>
  /** Takes over everything that is not here yet, or nothing. Rejects with a sentence where a file holds a secret and is not left out. */
  'bundles.import': Promise<BundleImport>
  /** Says that something may be pasted soon, so that it is read sooner. */
  'code.prepare': Promise<void>
  /** Reads the requests out of something that was pasted, and changes nothing. What it cannot read it says in the notes. */
  'code.read': Promise<CodeReading>
}
