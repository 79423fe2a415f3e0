import type { KeyVault } from '#core/core-deps'
import type { StringFile } from '#core/files/string-file'
import { createMemoryVault, memoryOption } from '#core/keys/memory-vault'
import { AppError } from '#shared/app-error'
import type { KeyKeepingOption, KeyProtection } from '#shared/connections/key'
import type { Keychain } from './keychain.ts'

const protectedOption: KeyKeepingOption = {
  keep: 'protected',
  title: 'In this computer’s keychain',
  sentence: 'Encrypted by the system for your account. Antiphon tells you if this computer cannot really protect it.',
}

/**
 * The vault of the desktop app: ciphertexts of the system's keychain in a file of ours, or memory. What the keychain does
 * not really protect is stored only under `unprotected`, which the user has to agree to.
 */
export function createKeychainVault(keychain: Keychain, ciphertexts: StringFile): KeyVault {
  const store = (name: string, ciphertext: Buffer) => ciphertexts.set(name, ciphertext.toString('base64'))
  const protection = (ciphertext: Buffer): KeyProtection => ({
    ...keychain.protection(ciphertext),
    location: `${ciphertexts.path}, as a ciphertext`,
  })

  const vault = createMemoryVault({
    options: [protectedOption],
    keep: async (name, key, how) => {
      if (how === 'file')
        throw new AppError('invalid-input', 'The desktop app keeps keys in the keychain or in memory.', { keep: how })
      const { ciphertext, isProtected, backend } = await keychain.seal(key)
      if (!isProtected && how !== 'unprotected') throw notProtected(backend)
      await store(name, ciphertext)
      return protection(ciphertext)
    },
    recall: async (name) => {
      const stored = ciphertexts.get(name)
      if (stored === undefined) return null
      const ciphertext = Buffer.from(stored, 'base64')
      const { secret, isStale } = await keychain.open(ciphertext)
      const fresh = isStale ? await reseal(keychain, secret) : null
      if (fresh) await store(name, fresh)
      return { key: secret, protection: protection(fresh ?? ciphertext) }
    },
    forget: (name) => ciphertexts.delete(name),
  })
  return { ...vault, options: [protectedOption, memoryOption] }
}

/** The secret sealed anew, or `null` where that would be weaker or fails: the old ciphertext then stays. */
async function reseal(keychain: Keychain, secret: string): Promise<Buffer | null> {
  const sealed = await keychain.seal(secret).catch(() => null)
  return sealed?.isProtected ? sealed.ciphertext : null
}

function notProtected(backend: string | null): AppError {
  const message =
    'This computer has no keyring that protects the key: stored here, anyone who can read your files could read it. ' +
    'Keep it in memory until Antiphon closes, or store it all the same.'
  return new AppError('needs-consent', message, { reason: 'unprotected', backend })
}
