import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findApp, parseCommandLine } from './command-line.ts'

it('reads what Playwright passes: a loader, the inspector, switches, the app and its own arguments', () => {
  const line = parseCommandLine([
    '-r',
    'loader.js',
    '--no-sandbox',
    '--inspect=0',
    '--remote-debugging-port=0',
    '.',
    '--user-data-dir=/d',
    'file',
  ])
  expect(line).toEqual({
    preloadModules: ['loader.js'],
    inspectPort: 0,
    appPath: '.',
    appArguments: ['--user-data-dir=/d', 'file'],
    switches: new Map([
      ['no-sandbox', ''],
      ['remote-debugging-port', '0'],
      ['user-data-dir', '/d'],
    ]),
    asksVersion: false,
  })
})

it('finds the app of a folder, and of a file inside it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'standin-app-'))
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'small', productName: 'Small', version: '2.0.0', main: 'out/main.js' }),
  )
  writeFileSync(join(folder, 'other.js'), '')
  const facts = { folder, name: 'Small', version: '2.0.0' }
  expect(findApp(folder)).toEqual({ ...facts, entry: join(folder, 'out/main.js') })
  expect(findApp(join(folder, 'other.js'))).toEqual({ ...facts, entry: join(folder, 'other.js') })
  rmSync(folder, { recursive: true })
})
