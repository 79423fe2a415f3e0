import { z } from 'zod'
import type { SettingsStore } from '../core-deps.ts'

/** When each key last went out with a request; the names are those of the vault and hold no key. */
export type KeyUse = {
  mark: (name: string) => void
  lastOf: (name: string) => string | null
  forget: (name: string) => void
  flush: () => void
}

const storedUse = z.record(z.string().max(3_000), z.iso.datetime())
const settingsKey = 'keysUsedAt'
/** Counting tokens uses the key every second: the settings file is not written that often. */
const restMs = 60_000

/** Remembers it in the settings: the first use at once, later ones once a minute and by `flush`. */
export function createKeyUse(settings: SettingsStore, now: () => Date): KeyUse {
  const checked = storedUse.safeParse(settings.get(settingsKey))
  const used = new Map(checked.success ? Object.entries(checked.data) : [])
  const writtenAt = new Map<string, number>()
  let isStale = false

  const write = () => {
    settings.set(settingsKey, Object.fromEntries(used))
    isStale = false
  }
  return {
    mark: (name) => {
      const time = now()
      used.set(name, time.toISOString())
      isStale = true
      const last = writtenAt.get(name)
      if (last !== undefined && Math.abs(time.getTime() - last) < restMs) return
      writtenAt.set(name, time.getTime())
      write()
    },
    lastOf: (name) => used.get(name) ?? null,
    forget: (name) => {
      writtenAt.delete(name)
      if (used.delete(name)) write()
    },
    flush: () => {
      if (isStale) write()
    },
  }
}
