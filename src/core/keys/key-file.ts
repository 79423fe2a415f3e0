import { join } from 'node:path'
import { AppError } from '#shared/app-error'
import type { KeyKeepingOption, KeyProtection } from '#shared/connections/key'
import type { KeyVault } from '../core-deps.ts'
import { openStringFile } from '../files/string-file.ts'
import { createMemoryVault, memoryOption } from './memory-vault.ts'

const fileSentence =
  'Only file permissions protect it (0600): anyone who can read your files as you can read it. It is not encrypted.'

const fileOption: KeyKeepingOption = { keep: 'file', title: 'In a file of yours', sentence: fileSentence }

/**
 * The vault of a host without a keychain: memory, or on request `keys.json` in the data folder, which only this user can
 * read and which is not encrypted.
 */
export function createKeyFileVault(dataFolder: string, now: () => Date): KeyVault {
  const path = join(dataFolder, 'keys.json')
  const protection: KeyProtection = { kind: 'file', backend: null, location: path, sentence: fileSentence }
  const keys = openStringFile(path, now)

  const vault = createMemoryVault({
    options: [fileOption],
    keep: async (name, key, how) => {
      if (how !== 'file') {
        const message = 'This host has no keychain. Keep the key in memory, or in a file.'
        throw new AppError('invalid-input', message, { keep: how })
      }
      await keys.set(name, key)
      return protection
    },
    recall: async (name) => {
      const key = keys.get(name)
      return key === undefined ? null : { key, protection }
    },
    forget: (name) => keys.delete(name),
  })
  // Memory comes first: it is what the panel proposes.
  return { ...vault, options: [memoryOption, fileOption] }
}
