import { AppError } from '#shared/app-error'
import type { KeyProtection } from '#shared/connections/key'

/** The asynchronous part of Electron's safeStorage: the synchronous methods go away with Electron 46. */
export type SafeStorage = {
  isAsyncEncryptionAvailable: () => Promise<boolean>
  encryptStringAsync: (text: string) => Promise<Buffer>
  decryptStringAsync: (encrypted: Buffer) => Promise<{ result: string; shouldReEncrypt: boolean }>
  getSelectedStorageBackend?: () => string
}

/** What the system's keychain made of a secret, and whether that deserves the name. */
export type Sealed = { ciphertext: Buffer; isProtected: boolean; backend: string | null }

export type Keychain = {
  /** Encrypts. Throws an AppError of kind `storage` where the system cannot. */
  seal: (secret: string) => Promise<Sealed>
  /**
   * Decrypts. `isStale` asks for sealing it again. Throws an AppError of kind `storage`; a keychain that is only locked for
   * the moment says so in `facts.isTemporary`, and the ciphertext must then be left alone.
   */
  open: (ciphertext: Buffer) => Promise<{ secret: string; isStale: boolean }>
  /** What protects this ciphertext, wherever it lies. */
  protection: (ciphertext: Buffer) => Omit<KeyProtection, 'location'>
}

/**
 * The system's keychain. On Linux `isAsyncEncryptionAvailable` answers true even without any keyring, because a provider
 * with a public, fixed password is always there as the last resort; only the ciphertext tells: there `v10` is not
 * protection. (On macOS and Windows `v10` is the real keychain's tag.)
 */
export function createKeychain(safeStorage: SafeStorage, platform: NodeJS.Platform): Keychain {
  const backend = () =>
    platform === 'linux' ? (safeStorage.getSelectedStorageBackend?.() ?? null) : (names[platform] ?? null)
  const isProtected = (ciphertext: Buffer) =>
    !(platform === 'linux' && ciphertext.subarray(0, 3).toString('latin1') === 'v10')

  return {
    seal: async (secret) => {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) throw unavailable()
      const ciphertext = await safeStorage.encryptStringAsync(secret).catch((error: unknown) => {
        throw unavailable(error)
      })
      return { ciphertext, isProtected: isProtected(ciphertext), backend: backend() }
    },
    open: async (ciphertext) => {
      try {
        const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(ciphertext)
        return { secret: result, isStale: shouldReEncrypt }
      } catch (error) {
        throw cannotOpen(error)
      }
    },
    protection: (ciphertext) =>
      isProtected(ciphertext)
        ? {
            kind: 'protected',
            backend: backend(),
            sentence: `Encrypted by ${spoken(backend())}; only your account on this computer can open it.`,
          }
        : {
            kind: 'unprotected',
            backend: backend(),
            sentence:
              'Stored without real protection, as you agreed: this computer has no keyring, so anyone who can read your files can read the key.',
          },
  }
}

const names: { [platform in NodeJS.Platform]?: string } = { darwin: 'Keychain', win32: 'DPAPI' }

function spoken(backend: string | null): string {
  const known: { [backend: string]: string } = {
    Keychain: 'the macOS Keychain',
    DPAPI: 'Windows (DPAPI)',
    gnome_libsecret: 'the GNOME keyring (gnome_libsecret)',
    kwallet: 'KWallet (kwallet)',
    kwallet5: 'KWallet (kwallet5)',
    kwallet6: 'KWallet (kwallet6)',
  }
  return backend === null ? 'this computer’s keychain' : (known[backend] ?? `this computer’s keychain (${backend})`)
}

function unavailable(cause?: unknown): AppError {
  const message =
    'This computer’s keychain cannot be used right now. Keep the key in memory until Antiphon closes, or unlock the keychain and try again.'
  return new AppError('storage', message, {}, cause)
}

function cannotOpen(cause: unknown): AppError {
  const isTemporary = cause instanceof Error && /temporarily unavailable/i.test(cause.message)
  const message = isTemporary
    ? 'The keychain is locked for the moment. The stored key was left alone; unlock the keychain and try again.'
    : 'The stored key cannot be read on this account of this computer. Enter it again.'
  return new AppError('storage', message, { isTemporary }, cause)
}
