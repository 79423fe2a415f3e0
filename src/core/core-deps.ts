import type { KeyKeeping, KeyKeepingOption, KeyProtection } from '#shared/connections/key'
import type { ScenarioInfo } from '#shared/contract/simulator'

/**
 * A small JSON store that writes atomically: electron-store in the desktop app, its base `conf` elsewhere, over the same
 * file. Values are JSON; a key that was never set answers `undefined`.
 */
export type SettingsStore = {
  get: (key: string) => unknown
  set: (key: string, value: unknown) => void
  delete: (key: string) => void
}

/** A file that was damaged, the path under which it is kept now, and whether a copy of better days took its place. */
export type DamagedStore = { what: 'settings' | 'presets'; path: string; isRestored: boolean }

/**
 * What a shell can do to keep a key. `keep` answers how the key is now protected, or throws an AppError of kind
 * `needs-consent` where the system offers no real protection. `recall` answers `null` where nothing is kept and throws
 * when the keychain is only temporarily out of reach: the ciphertext is then left alone.
 */
export type KeyVault = {
  options: KeyKeepingOption[]
  keep: (name: string, key: string, how: KeyKeeping) => Promise<KeyProtection>
  recall: (name: string) => Promise<{ key: string; protection: KeyProtection } | null>
  forget: (name: string) => Promise<void>
}

/** The simulator, started by the shell when it is first needed: the core may not know it. */
export type SimulatorDoor = {
  start: () => Promise<{ url: string }>
  scenarios: ScenarioInfo[]
  scenario: () => string | null
  /** Throws an AppError of kind `invalid-input` for an unknown scenario or parameter. */
  setScenario: (scenario: string | null) => void
}

/** Everything that the core is made of and does not make itself. */
export type CoreDeps = {
  version: string
  host: 'desktop' | 'browser'
  /** The folder that holds the database, the library, the journal and the logs; made, with mode 0700, when it is missing. */
  dataFolder: string
  settings: SettingsStore
  /** Presets, in a file of their own: what is written often stays small, and damage to one is none to the other. */
  presetStore: SettingsStore
  /** What was set aside before these two were opened: `openStores` makes all three. */
  damagedStores: DamagedStore[]
  vault: KeyVault
  /** `ANTHROPIC_API_KEY` as the process found it at start; used for the Anthropic connection only. */
  environmentKey: string | null
  simulator: SimulatorDoor
  /** The module that runs the database on a thread of its own. */
  databaseWorker: URL
  /** The module that looks at a file which is added, on a thread of its own. */
  fileWorker: URL
  /** The module that reads pasted code, on a thread of its own. */
  codeWorker: URL
  /** The module that reads bundles, on a thread of its own. */
  bundleWorker: URL
  /** The module that looks for regular expressions, on a thread of its own. */
  findWorker: URL
  /** Shows the system's dialog for a folder; answers its path, or `null`. `null` where there is no such dialog. */
  chooseFolder: (() => Promise<string | null>) | null
  /** Shows the system's dialog for a file to write; answers its path, or `null`. `null` where there is no such dialog. */
  chooseFile: ((name: string) => Promise<string | null>) | null
  /** Opens a checked https link outside the window; `null` where the page does that itself. */
  openLink: ((url: string) => Promise<void>) | null
  /** What makes this start less safe than usual (see `checkStart`), to be told to the person. */
  startWarnings?: readonly string[]
  now: () => Date
  newId: () => string
}
