import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { filesWithSecret, findSecret } from '../support/find-secret.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const secret = 'sk-ant-api03-Canary_0123456789-abcdefXYZ'

it.each([
  ['raw', (text: string) => Buffer.from(text)],
  ['UTF-16', (text: string) => Buffer.from(text, 'utf16le')],
  ['hex', (text: string) => Buffer.from(Buffer.from(text).toString('hex'))],
  ['base64', (text: string) => Buffer.from(Buffer.from(text).toString('base64'))],
])('finds a secret that is written as %s, whatever stands around it', (_name, write) => {
  for (const before of ['', 'a', 'ab', 'abc', 'é']) {
    expect(findSecret(write(`${before}${secret} and more`), secret)).not.toEqual([])
  }
  expect(findSecret(write(`nothing of the kind: ${secret.slice(0, 20)}`), secret)).toEqual([])
})

it('finds it in any file below a folder', async () => {
  const folder = await temporaryFolder()
  mkdirSync(join(folder, 'deep/er'), { recursive: true })
  writeFileSync(join(folder, 'deep/er/file.bin'), Buffer.concat([Buffer.alloc(9), Buffer.from(secret)]))
  expect(filesWithSecret(folder, secret)).toContain(`${join(folder, 'deep/er/file.bin')}: raw`)
})
