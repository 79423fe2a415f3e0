// One file with everything that a prompt needs somewhere else: its files, presets and runs. Decision 25 says why it is JSON.
import { fileStem } from '../files/file-stem.ts'

/** The format of bundles that this Antiphon writes, and the newest that it reads. */
export const bundleFormat = 1
export const bundleKind = 'antiphon-bundle'
export const bundleEnding = '.antiphon'

/** Above this many bytes a bundle is neither written nor read: it crosses to the core as one message. */
export const bundleLimitBytes = 40_000_000
/** More than anybody shares: a bundle with more is refused. */
export const mostRunsInBundle = 200

/** What looks like a secret, and where; `excerpt` shows its beginning only. */
export type BundleSecret = { place: string; kind: string; excerpt: string }

/** Something that can be shared, or left out. */
export type BundlePart = {
  /** `prompt`, `preset:<id>`, `run:<id>` or `file:<hash>`. */
  key: string
  kind: 'prompt' | 'preset' | 'run' | 'file'
  name: string
  /** A second line about it; empty where there is nothing to say. */
  detail: string
  /** When a run began. */
  at: string | null
  /** Where a run went, for a server that is not the API's own: shared only where that is asked for. */
  address: string | null
  /** Bytes that it takes in the bundle. */
  bytes: number
  /** Keys of the files that it refers to. */
  files: string[]
  /** What has to be agreed to before it can be shared. */
  secrets: BundleSecret[]
  /** What of it is never shared, in words. */
  leftOut: string[]
  /** Why it cannot be shared at all; `null` where it can. */
  fault: string | null
}

/** What becomes of something in a bundle: it is added, added under another name, or it is here already. */
export type BundleFate = { is: 'new' } | { is: 'renamed'; name: string } | { is: 'known' }

/** Runs of a prompt that can be shared, with the files that they refer to; `next` is where the next page begins. */
export type BundleRuns = { parts: BundlePart[]; next: string | null }

/** Something in a bundle that somebody made, shown before anything is written. */
export type BundleItem = {
  /** `prompt`, `file:<hash>`, or the kind and which one of it. */
  key: string
  kind: BundlePart['kind']
  name: string
  detail: string
  /** When a run began. */
  at: string | null
  bytes: number
  fate: BundleFate
  /** The secrets of a file, in words: a library keeps none, so that the file has to be left out. */
  secrets: string[]
}

/** What is in a bundle. `notes`: what was left out or is missing; `secrets`: what somebody shared that looks like one. */
export type BundleContents = { items: BundleItem[]; notes: string[]; secrets: BundleSecret[] }

/** What came of an import. `known`: things that were here already. */
export type BundleImport = { promptId: string; name: string; added: number; known: number }

/** Whether a text begins as bundles do: one that is pasted, or has another name by now, is known by that. */
export function isBundleText(text: string): boolean {
  return /^\s*\{\s*"kind"\s*:\s*"antiphon-bundle"/.test(text.slice(0, 1_000))
}

/** A name for the file of a bundle, after its prompt. */
export function bundleFileName(promptName: string): string {
  return `${fileStem(promptName, 'prompt')}${bundleEnding}`
}

/**
 * The keys of everything that goes along when these parts are shared: files only where something that is shared refers to them.
 * What cannot be shared never does.
 */
export function sharedKeys(parts: readonly BundlePart[], chosen: ReadonlySet<string>): Set<string> {
  const isShared = (part: BundlePart) => chosen.has(part.key) && part.fault === null
  const owners = parts.filter((part) => part.kind !== 'file' && isShared(part))
  const needed = new Set(owners.flatMap(({ files }) => files))
  const files = parts.filter((part) => part.kind === 'file' && needed.has(part.key) && isShared(part))
  return new Set([...owners, ...files].map(({ key }) => key))
}
