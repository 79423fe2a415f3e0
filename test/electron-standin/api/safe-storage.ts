// Electron 45's safeStorage on Linux: the asynchronous methods, with the keyring that STANDIN_KEYRING names.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { notInStandIn, strict } from '../strict.ts'
import { app } from './app.ts'
import { appState } from './app-state.ts'

const keyrings = ['secret-service', 'none', 'unavailable', 'temporarily-unavailable', 're-encrypt'] as const
type Keyring = (typeof keyrings)[number]

function keyring(): Keyring {
  const name = process.env.STANDIN_KEYRING ?? 'secret-service'
  const known = keyrings.find((candidate) => candidate === name)
  if (!known) throw new Error(`STANDIN_KEYRING is '${name}'; it can be ${keyrings.join(', ')}`)
  return known
}

// v10 is Chromium's last resort, a key that everybody knows; v11 is a key of the desktop's keyring.
type Tag = 'v10' | 'v11'

function keyFor(tag: Tag): Buffer {
  if (tag === 'v10') return createHash('sha256').update('peanuts').digest()
  const file = join(app.getPath('userData'), 'standin-keyring')
  try {
    return readFileSync(file)
  } catch {
    mkdirSync(dirname(file), { recursive: true })
    const key = randomBytes(32)
    writeFileSync(file, key, { mode: 0o600 })
    return key
  }
}

function decrypt(encrypted: Buffer): string {
  const tag = encrypted.subarray(0, 3).toString()
  if (tag !== 'v10' && tag !== 'v11') throw new Error('unknown tag')
  const decipher = createDecipheriv('aes-256-gcm', keyFor(tag), encrypted.subarray(3, 15), { authTagLength: 16 })
  decipher.setAuthTag(encrypted.subarray(-16))
  return Buffer.concat([decipher.update(encrypted.subarray(15, -16)), decipher.final()]).toString('utf8')
}

function assertReady(): void {
  if (!appState.isReady) throw new Error('safeStorage cannot be used before app is ready')
}

const removed = (method: string) => (): never => {
  throw notInStandIn(`safeStorage.${method}, which Electron 46 removes,`)
}

/** Electron's `safeStorage`. The texts of its errors are those of Electron's electron_api_safe_storage.cc. */
export const safeStorage = strict('safeStorage', {
  /** True even without a keyring: the v10 key is always there. */
  async isAsyncEncryptionAvailable(): Promise<boolean> {
    assertReady()
    return keyring() !== 'unavailable'
  },
  async encryptStringAsync(text: string): Promise<Buffer> {
    assertReady()
    if (keyring() === 'unavailable') {
      throw new Error('Error while encrypting the text provided to safeStorage.encryptStringAsync.')
    }
    const tag: Tag = keyring() === 'none' ? 'v10' : 'v11'
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', keyFor(tag), nonce)
    return Buffer.concat([Buffer.from(tag), nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  },
  async decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    assertReady()
    if (keyring() === 'temporarily-unavailable') {
      throw new Error('safeStorage.decryptStringAsync is temporarily unavailable. Please try again.')
    }
    try {
      if (keyring() === 'unavailable') throw new Error('no key')
      return { result: decrypt(encrypted), shouldReEncrypt: keyring() === 're-encrypt' }
    } catch (cause) {
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.', { cause })
    }
  },
  getSelectedStorageBackend(): string {
    if (!appState.isReady) return 'unknown'
    return ['none', 'unavailable'].includes(keyring()) ? 'basic_text' : 'gnome_libsecret'
  },
  isEncryptionAvailable: removed('isEncryptionAvailable'),
  encryptString: removed('encryptString'),
  decryptString: removed('decryptString'),
})
