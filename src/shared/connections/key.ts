import { z } from 'zod'

/**
 * Where the user wants a key to live: `protected` by the system's keychain, in `memory` until Antiphon closes, in a
 * `file` that only this user can read (browser-hosted), or `unprotected` although the system offers no real protection.
 */
export type KeyKeeping = 'protected' | 'memory' | 'file' | 'unprotected'

/**
 * How a key is kept now. `backend` is the system's own name for what protects it, such as `gnome_libsecret`; `location`
 * says where it lies: the path of a file, the name of a variable, or memory.
 */
export type KeyProtection = {
  kind: 'environment' | KeyKeeping
  backend: string | null
  location: string
  sentence: string
}

/**
 * All that a view ever learns of a key. `host` is the host that it belongs to and is sent to; `lastUsedAt` is when it last
 * went out with a request, `null` where it never did since it was set.
 */
export type KeyStatus = {
  set: boolean
  last4: string | null
  protection: KeyProtection | null
  host: string | null
  lastUsedAt: string | null
}

/** A file that holds a key. `forms` names how it is written there; `isExpected`: it is where the person chose to keep it. */
export type KeyHit = { path: string; forms: string[]; isExpected: boolean }

/** What the search for a key through the data folder tells while it goes, and at its end. Paths are relative to the folder. */
export type KeySearchEvent =
  | { type: 'progress'; files: number; totalFiles: number; bytes: number; totalBytes: number }
  /** `unpackedBytes`: what the history keeps packed, which was unpacked and searched too. */
  | {
      type: 'end'
      folder: string
      files: number
      bytes: number
      unpackedBytes: number
      hits: KeyHit[]
      unread: string[]
    }

/** The ways in which this host can keep a key, best first, each with the sentence that the panel shows. */
export type KeyKeepingOption = { keep: KeyKeeping; title: string; sentence: string }

export const keyInput = z.object({
  connectionId: z.string().min(1).max(100),
  key: z.string().max(1_000_000),
  keep: z.enum(['protected', 'memory', 'file', 'unprotected']),
})
export type KeyInput = z.infer<typeof keyInput>
