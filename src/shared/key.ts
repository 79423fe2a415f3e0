import { z } from 'zod'

/**
 * Where the user wants a key to live: `protected` by the system's keychain, in `memory` until Antiphon closes, in a
 * `file` that only this user can read (browser-hosted), or `unprotected` although the system offers no real protection.
 */
export type KeyKeeping = 'protected' | 'memory' | 'file' | 'unprotected'

/** How a key is kept now. `backend` is the system's own name for what protects it, such as `gnome_libsecret`. */
export type KeyProtection = { kind: 'environment' | KeyKeeping; backend: string | null; sentence: string }

/** All that a view ever learns of a key. `host` is the host that it belongs to and is sent to. */
export type KeyStatus = { set: boolean; last4: string | null; protection: KeyProtection | null; host: string | null }

/** The ways in which this host can keep a key, best first, each with the sentence that the panel shows. */
export type KeyKeepingOption = { keep: KeyKeeping; title: string; sentence: string }

export const keyInput = z.object({
  connectionId: z.string().min(1).max(100),
  key: z.string().max(1_000_000),
  keep: z.enum(['protected', 'memory', 'file', 'unprotected']),
})
export type KeyInput = z.infer<typeof keyInput>
