import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { needsBuild } from '../../scripts/build-state.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'antiphon-build-'))
  for (const path of ['src/core/core.ts', 'resources/models.json', 'package.json']) put(path, 1_000)
  for (const path of ['main/main.js', 'main/server.js', 'preload/preload.cjs', 'renderer/index.html'])
    put(`out/${path}`, 2_000)
})
afterEach(() => rmSync(root, { recursive: true }))

/** Writes a file that was last changed at a moment, in seconds since 1970. */
function put(path: string, changedAt: number): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '')
  utimesSync(file, changedAt, changedAt)
}

it('needs no build while the result is newer than every source', () => {
  expect(needsBuild(root)).toBe(false)
})

it.each([
  'src/core/core.ts',
  'src/new/file.css',
  'resources/models.json',
  'package-lock.json',
  'electron.vite.config.ts',
])('needs one after a change of %s', (path) => {
  put(path, 3_000)
  expect(needsBuild(root)).toBe(true)
})

it('needs none after a change of a test', () => {
  put('src/core/core.test.ts', 3_000)
  expect(needsBuild(root)).toBe(false)
})

it.each(['out/main/server.js', 'out/renderer/index.html'])('needs one where %s is missing', (path) => {
  rmSync(join(root, path))
  expect(needsBuild(root)).toBe(true)
})
