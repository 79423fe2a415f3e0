import { AppError } from '#shared/app-error'
import type { KeyKeeping, KeyKeepingOption, KeyProtection } from '#shared/connections/key'
import type { KeyVault } from '../core-deps.ts'

/** The option that every host has. */
export const memoryOption: KeyKeepingOption = {
  keep: 'memory',
  title: 'Until Antiphon closes',
  sentence: 'The key stays in memory and is gone when Antiphon closes. Nothing is written.',
}

/** What a vault besides memory does: `keep` is asked only for what is not `memory`. */
export type LastingVault = Omit<KeyVault, 'options'> & { options: KeyKeepingOption[] }

/**
 * A vault that keeps keys in memory, and hands everything else to `lasting` where a host has a place for it. A key is in
 * one place at a time: choosing another one clears the first.
 */
export function createMemoryVault(lasting: LastingVault | null = null): KeyVault {
  const memory = new Map<string, string>()
  const protection: KeyProtection = {
    kind: 'memory',
    backend: null,
    location: 'The memory of Antiphon',
    sentence: memoryOption.sentence,
  }

  return {
    options: [...(lasting?.options ?? []), memoryOption],
    keep: async (name: string, key: string, how: KeyKeeping) => {
      if (how === 'memory') {
        await lasting?.forget(name)
        memory.set(name, key)
        return protection
      }
      if (!lasting) throw new AppError('invalid-input', 'Here a key can be kept in memory only.', { keep: how })
      const kept = await lasting.keep(name, key, how)
      memory.delete(name)
      return kept
    },
    recall: async (name) => {
      const key = memory.get(name)
      if (key !== undefined) return { key, protection }
      return (await lasting?.recall(name)) ?? null
    },
    forget: async (name) => {
      memory.delete(name)
      await lasting?.forget(name)
    },
  }
}
