import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readPageFile } from './page-files.ts'

let root: string
let page: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'antiphon-page-'))
  page = join(root, 'renderer')
  mkdirSync(join(page, 'assets', 'folder.js'), { recursive: true })
  writeFileSync(join(root, 'secret.json'), 'outside')
  writeFileSync(join(page, 'index.html'), '<html></html>')
  writeFileSync(join(page, 'assets', 'index.js'), 'inside')
  symlinkSync(join(root, 'secret.json'), join(page, 'link.json'))
  symlinkSync(root, join(page, 'up'))
})
afterAll(() => rmSync(root, { recursive: true }))

it('reads the page and its files, each with its type', async () => {
  expect(await readPageFile(page, '/')).toEqual({
    segments: ['index.html'],
    body: Buffer.from('<html></html>'),
    mimeType: 'text/html; charset=utf-8',
    cacheControl: 'no-store',
  })
  expect(await readPageFile(page, '/assets/index.js')).toEqual({
    segments: ['assets', 'index.js'],
    body: Buffer.from('inside'),
    mimeType: 'text/javascript; charset=utf-8',
    cacheControl: 'no-store',
  })
})

it('reads through a link that leads to the whole folder, as installers make', async () => {
  const link = join(root, 'installed')
  symlinkSync(page, link)
  expect((await readPageFile(link, '/assets/index.js'))?.body.toString()).toBe('inside')
})

it.each(['/link.json', '/up/secret.json', '/../secret.json', '/assets/missing.js', '/assets/folder.js'])(
  'has nothing at %s',
  async (path) => {
    expect(await readPageFile(page, path)).toBeNull()
  },
)
