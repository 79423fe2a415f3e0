import { expect, it } from 'vitest'
import { plainFileName } from './attachment-name.ts'

it('keeps a name as it is, in any script', () => {
  for (const name of ['cat.png', 'Rechnung März 2026.pdf', '发票.pdf', 'a b (1).txt']) {
    expect(plainFileName(name, 'file')).toBe(name)
  }
})

it('keeps the last part of a path, whichever system wrote it', () => {
  expect(plainFileName('../../.ssh/id_rsa', 'file')).toBe('id_rsa')
  expect(plainFileName('C:\\fakepath\\cat.png', 'file')).toBe('cat.png')
  expect(plainFileName('\\\\host\\share\\cat.png', 'file')).toBe('cat.png')
})

it('strips what cannot be seen and what turns the direction of reading around', () => {
  expect(plainFileName('invoice\u202Egnp.exe', 'file')).toBe('invoicegnp.exe')
  expect(plainFileName('a\u0000b\u001B[31m\u200Bc\uFEFF\n.txt', 'file')).toBe('ab[31mc.txt')
  expect(plainFileName('\uD800', 'file')).toBe('file')
})

it('names what has no name left', () => {
  for (const name of ['', '/', '..', 'folder/', '\u202E']) expect(plainFileName(name, 'image.png')).toBe('image.png')
})

it('cuts a name that is too long for a line and leaves its ending', () => {
  const cut = plainFileName(`${'x'.repeat(1_000_000)}.pdf`, 'file')
  expect(cut).toBe(`${'x'.repeat(115)}….pdf`)
})
