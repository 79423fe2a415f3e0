import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { findDesktop, type Machine } from '../../scripts/desktop.ts'

let electronFolder: string
beforeEach(() => {
  electronFolder = mkdtempSync(join(tmpdir(), 'antiphon-electron-'))
})
afterEach(() => rmSync(electronFolder, { recursive: true }))

const installBinary = async () => {
  mkdirSync(join(electronFolder, 'dist'))
  writeFileSync(join(electronFolder, 'dist', 'electron'), '')
  writeFileSync(join(electronFolder, 'path.txt'), 'electron')
}
const nothing = async () => {}
const machine = (facts: Partial<Machine>): Machine => ({
  environment: { DISPLAY: ':0' },
  platform: 'linux',
  userId: 1000,
  electronFolder,
  install: nothing,
  ...facts,
})
const executable = () => join(electronFolder, 'dist', 'electron')

it('takes the installed Electron where there is a display', async () => {
  await installBinary()
  for (const environment of [{ DISPLAY: ':0' }, { WAYLAND_DISPLAY: 'wayland-0' }]) {
    expect(await findDesktop(machine({ environment }))).toEqual({ executable: executable() })
  }
  expect(await findDesktop(machine({ environment: {}, platform: 'darwin' }))).toEqual({ executable: executable() })
})

it('fetches Electron once where it is missing', async () => {
  const install = vi.fn(installBinary)
  expect(await findDesktop(machine({ install }))).toEqual({ executable: executable() })
  expect(await findDesktop(machine({ install }))).toEqual({ executable: executable() })
  expect(install).toHaveBeenCalledTimes(1)
})

it('says why there is no desktop app, and fetches nothing that could not be used', async () => {
  const install = vi.fn(nothing)
  expect(await findDesktop(machine({ install, environment: {} }))).toEqual({
    reason: 'There is no display for a window here',
  })
  expect(await findDesktop(machine({ install, userId: 0 }))).toEqual({ reason: 'Electron refuses to run as root' })
  expect(install).not.toHaveBeenCalled()
  expect(await findDesktop(machine({ install }))).toEqual({ reason: "Electron's binary could not be downloaded" })
})

it('takes the Electron that the environment names, if it is there', async () => {
  await installBinary()
  const dist = join(electronFolder, 'dist')
  const named = (environment: NodeJS.ProcessEnv) =>
    findDesktop(machine({ environment: { DISPLAY: ':0', ...environment }, userId: 0 }))
  expect(await named({ ELECTRON_OVERRIDE_DIST_PATH: dist })).toEqual({ executable: executable() })
  expect(await named({ ELECTRON_EXEC_PATH: executable() })).toEqual({ executable: executable() })
  expect(await named({ ELECTRON_EXEC_PATH: '/nowhere/electron' })).toEqual({
    reason: 'There is no Electron at /nowhere/electron',
  })
})

it('takes a download that left no executable for none', async () => {
  writeFileSync(join(electronFolder, 'path.txt'), 'electron')
  expect(await findDesktop(machine({}))).toEqual({ reason: "Electron's binary could not be downloaded" })
})
