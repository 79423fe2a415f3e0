import { expect, it } from 'vitest'
import { type BundlePart, bundleFileName, sharedKeys } from './bundle.ts'

const part = (key: string, changes: Partial<BundlePart> = {}): BundlePart => ({
  key,
  kind: 'prompt',
  name: key,
  detail: '',
  at: null,
  address: null,
  bytes: 1,
  files: [],
  secrets: [],
  leftOut: [],
  fault: null,
  ...changes,
})

it('takes along the files that something shared refers to, and nothing that cannot be shared', () => {
  const parts = [
    part('prompt', { files: ['file:a'] }),
    part('run:1', { kind: 'run', files: ['file:b', 'file:c'] }),
    part('run:2', { kind: 'run', fault: 'It holds a key.' }),
    part('file:a', { kind: 'file' }),
    part('file:b', { kind: 'file' }),
    part('file:c', { kind: 'file', fault: 'It is missing.' }),
  ]
  expect([...sharedKeys(parts, new Set(parts.map(({ key }) => key)))]).toEqual(['prompt', 'run:1', 'file:a', 'file:b'])
  expect([...sharedKeys(parts, new Set(['prompt', 'run:2', 'file:a', 'file:b']))]).toEqual(['prompt', 'file:a'])
})

it('names the file after its prompt, and leads nowhere else', () => {
  expect(bundleFileName('Label finder')).toBe('label-finder.antiphon')
  expect(bundleFileName('../../etc/passwd')).toBe('etc-passwd.antiphon')
})
