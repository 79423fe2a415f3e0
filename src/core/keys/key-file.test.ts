import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { createKeyFileVault } from './key-file.ts'

const now = () => new Date('2026-11-22T10:00:00Z')
const name = 'anthropic https://api.anthropic.com'

async function open() {
  const folder = await temporaryFolder()
  return {
    path: join(folder, 'keys.json'),
    vault: createKeyFileVault(folder, now),
    again: () => createKeyFileVault(folder, now),
  }
}

it('offers memory first and says plainly what a file is worth', async () => {
  const { vault } = await open()
  expect(vault.options.map(({ keep }) => keep)).toEqual(['memory', 'file'])
  expect(vault.options[1]?.sentence).toContain('not encrypted')
})

it('writes nothing for a key in memory', async () => {
  const { vault, path, again } = await open()
  expect(await vault.keep(name, 'sk-ant-1', 'memory')).toMatchObject({ kind: 'memory' })
  expect(await vault.recall(name)).toMatchObject({ key: 'sk-ant-1' })
  expect(existsSync(path)).toBe(false)
  expect(await again().recall(name)).toBeNull()
})

it('writes a file that only this user can read, on request', async () => {
  const { vault, path, again } = await open()
  expect(await vault.keep(name, 'sk-ant-1', 'file')).toMatchObject({ kind: 'file', location: path })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(await again().recall(name)).toMatchObject({ key: 'sk-ant-1', protection: { kind: 'file' } })
})

it('keeps a key in one place at a time', async () => {
  const { vault, path } = await open()
  await vault.keep(name, 'sk-ant-1', 'file')
  await vault.keep(name, 'sk-ant-2', 'memory')
  expect(existsSync(path)).toBe(false)
  await vault.keep(name, 'sk-ant-3', 'file')
  expect(await vault.recall(name)).toMatchObject({ key: 'sk-ant-3', protection: { kind: 'file' } })
})

it('forgets one key without touching the others', async () => {
  const { vault, again } = await open()
  await Promise.all([vault.keep(name, 'sk-ant-1', 'file'), vault.keep('other', 'sk-ant-2', 'file')])
  await vault.forget(name)
  expect(await again().recall(name)).toBeNull()
  expect(await again().recall('other')).toMatchObject({ key: 'sk-ant-2' })
})

it.each(['protected', 'unprotected'] as const)('refuses what this host cannot do: %s', async (how) => {
  const { vault, path } = await open()
  await expect(vault.keep(name, 'sk-ant-1', how)).rejects.toMatchObject({
    kind: 'invalid-input',
    message: expect.not.stringContaining('sk-ant-1'),
  })
  expect(existsSync(path)).toBe(false)
})

it('closes a file that others could read', async () => {
  const { vault, path } = await open()
  await vault.keep(name, 'sk-ant-1', 'file')
  chmodSync(path, 0o644)
  await vault.recall(name)
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

it.each(['', '{"a":', '[]', '{"a": 1}'])('sets a damaged file aside: %j', async (damaged) => {
  const { vault, path } = await open()
  writeFileSync(path, damaged)
  expect(await vault.recall(name)).toBeNull()
  await vault.keep(name, 'sk-ant-1', 'file')
  const aside = readdirSync(join(path, '..')).find((file) => file.includes('.damaged-'))
  expect(readFileSync(join(path, '..', aside ?? ''), 'utf8')).toBe(damaged)
})
