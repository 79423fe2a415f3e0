import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStringFile } from '#core/files/string-file'
import { createKeychain, type SafeStorage } from './keychain.ts'
import { createKeychainVault } from './keychain-vault.ts'

const key = 'sk-ant-api03-secret-x4Qz'
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'antiphon-keychain-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const reversed = (text: string) => text.split('').reverse().join('')

/** Electron's safeStorage as it behaves with a given provider; "encryption" is reversal behind the provider's tag. */
function storage(tag: string, more: Partial<SafeStorage> = {}): SafeStorage {
  return {
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text) => Buffer.from(tag + reversed(text)),
    decryptStringAsync: async (encrypted) => ({
      result: reversed(encrypted.toString().slice(3)),
      shouldReEncrypt: false,
    }),
    getSelectedStorageBackend: () => (tag === 'v10' ? 'basic_text' : 'gnome_libsecret'),
    ...more,
  }
}

const file = () => join(folder, 'keychain.json')
const vaultOver = (safeStorage: SafeStorage, platform: NodeJS.Platform = 'linux') =>
  createKeychainVault(
    createKeychain(safeStorage, platform),
    openStringFile(file(), () => new Date()),
  )

it('keeps a key in the keychain and names what protects it', async () => {
  const vault = vaultOver(storage('v11'))
  expect(await vault.keep('a', key, 'protected')).toEqual({
    kind: 'protected',
    backend: 'gnome_libsecret',
    location: `${file()}, as a ciphertext`,
    sentence: 'Encrypted by the GNOME keyring (gnome_libsecret); only your account on this computer can open it.',
  })
  expect((await vaultOver(storage('v11')).recall('a'))?.key).toBe(key)
  expect(readFileSync(file(), 'utf8')).not.toContain(key)
  expect(statSync(file()).mode & 0o777).toBe(0o600)
})

it('S26 does not store what Linux did not really protect, unless the user agreed', async () => {
  const vault = vaultOver(storage('v10'))
  await expect(vault.keep('a', key, 'protected')).rejects.toMatchObject({
    kind: 'needs-consent',
    facts: { reason: 'unprotected' },
  })
  expect(existsSync(file())).toBe(false)
  expect(await vault.keep('a', key, 'unprotected')).toMatchObject({ kind: 'unprotected', backend: 'basic_text' })
  expect((await vaultOver(storage('v10')).recall('a'))?.protection.kind).toBe('unprotected')
})

it('S26 trusts v10 on macOS, where it is the real keychain', async () => {
  expect(await vaultOver(storage('v10'), 'darwin').keep('a', key, 'protected')).toMatchObject({
    kind: 'protected',
    backend: 'Keychain',
  })
})

it('S26 offers memory where the keychain refuses, and writes nothing', async () => {
  const broken = storage('v11', { encryptStringAsync: () => Promise.reject(new Error('no')) })
  const vault = vaultOver(broken)
  await expect(vault.keep('a', key, 'protected')).rejects.toMatchObject({ kind: 'storage' })
  expect(await vault.keep('a', key, 'memory')).toMatchObject({ kind: 'memory' })
  expect(existsSync(file())).toBe(false)
})

it('S26 leaves the ciphertext alone while the keychain is locked', async () => {
  await vaultOver(storage('v11')).keep('a', key, 'protected')
  const before = readFileSync(file(), 'utf8')
  const locked = storage('v11', {
    decryptStringAsync: () => Promise.reject(new Error('Decryption is temporarily unavailable.')),
  })
  await expect(vaultOver(locked).recall('a')).rejects.toMatchObject({ kind: 'storage', facts: { isTemporary: true } })
  expect(readFileSync(file(), 'utf8')).toBe(before)
  expect((await vaultOver(storage('v11')).recall('a'))?.key).toBe(key)
})

it('S26 asks for the key again when another user or computer wrote the ciphertext', async () => {
  await vaultOver(storage('v11')).keep('a', key, 'protected')
  const foreign = storage('v11', { decryptStringAsync: () => Promise.reject(new Error('Error while decrypting')) })
  await expect(vaultOver(foreign).recall('a')).rejects.toMatchObject({ facts: { isTemporary: false } })
})

it('S26 seals a key again when the keychain asks for it, and never more weakly', async () => {
  await vaultOver(storage('v11')).keep('a', key, 'protected')
  const before = readFileSync(file(), 'utf8')
  const stale: Partial<SafeStorage> = {
    decryptStringAsync: async (encrypted) => ({
      result: reversed(encrypted.toString().slice(3)),
      shouldReEncrypt: true,
    }),
  }
  await vaultOver(storage('v10', stale)).recall('a')
  expect(readFileSync(file(), 'utf8')).toBe(before)
  await vaultOver(storage('v12', stale)).recall('a')
  expect(readFileSync(file(), 'utf8')).not.toBe(before)
})

it('forgets a key for good', async () => {
  const vault = vaultOver(storage('v11'))
  await vault.keep('a', key, 'protected')
  await vault.forget('a')
  expect(await vault.recall('a')).toBeNull()
  expect(existsSync(file())).toBe(false)
})

it.each(['', 'djEx', '%%%'])('S26 asks for the key again where its ciphertext was cut to %j', async (cut) => {
  await vaultOver(storage('v11')).keep('a', key, 'protected')
  const strict = storage('v11', { decryptStringAsync: () => Promise.reject(new Error('Error while decrypting')) })
  writeFileSync(file(), JSON.stringify({ a: cut }))
  await expect(vaultOver(strict).recall('a')).rejects.toMatchObject({ kind: 'storage', facts: { isTemporary: false } })
  expect(readFileSync(file(), 'utf8')).toBe(JSON.stringify({ a: cut }))
})

it('asks a keychain that is not there for nothing, even where it would encrypt', async () => {
  const vault = vaultOver(storage('v11', { isAsyncEncryptionAvailable: async () => false }))
  await expect(vault.keep('a', key, 'protected')).rejects.toMatchObject({ kind: 'storage' })
  expect(existsSync(file())).toBe(false)
})
