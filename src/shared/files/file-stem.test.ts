import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fileStem } from './file-stem.ts'

it.each([
  ['Support triage', 'support-triage'],
  ['  Über: Straße / 1.0  ', 'über-straße-1-0'],
  ['日本語の プロンプト', '日本語の-プロンプト'],
  ['हिन्दी में उत्तर', 'हिन्दी-में-उत्तर'],
  ['ภาษาไทย น้ำ', 'ภาษาไทย-น้ำ'],
  ['Tiếng Việt', 'tiếng-việt'],
  ['Tie\u0302\u0301ng', 'tiếng'],
  ['\u0301 \u0301x', 'x'],
  ['../../etc/passwd', 'etc-passwd'],
  ['con', 'prompt-con'],
  ['LPT1', 'prompt-lpt1'],
  ['com¹', 'prompt-com¹'],
  ['', 'prompt'],
  ['...', 'prompt'],
  ['🙂', 'prompt'],
])('names the file of %j %j', (name, stem) => {
  expect(fileStem(name, 'prompt')).toBe(stem)
})

it('names files so that they lead nowhere and fit, whatever the name is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (name) => {
      const stem = fileStem(name, 'prompt')
      expect(stem).toMatch(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*$/u)
      expect(Buffer.byteLength(`${stem}-1000.json`)).toBeLessThan(255)
    }),
  )
})
