import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { codeWorker, createTestCore, createTestHost } from '../../test/support/test-core.ts'
import { createCodeReader } from './code-reader.ts'

const python = 'client.messages.create(model="m", max_tokens=5, messages=[{"role": "user", "content": "Hi"}])'

async function host() {
  const { core, dispose } = await createTestCore()
  onTestFinished(dispose)
  return createTestHost(core)
}

it('reads a paste on a thread of its own and answers what is in it', async () => {
  expect(await (await host()).call('code.read', { text: python, fileName: null })).toEqual({
    format: 'Python',
    requests: [
      {
        title: 'Hi',
        line: 1,
        parts: { model: 'm', messages: [{ role: 'user', content: 'Hi' }], prefill: '', settings: { max_tokens: 5 } },
        notes: [],
      },
    ],
    notes: [],
    secrets: [],
  })
})

it('ends a thread that hangs, and says so instead of failing', async () => {
  const folder = await temporaryFolder()
  const file = join(folder, 'hangs.mjs')
  await writeFile(file, 'for (;;);')
  const read = createCodeReader({ worker: pathToFileURL(file), timeLimitMs: 300 })
  const { requests, notes } = await read({ text: python, fileName: null }, new AbortController().signal)
  expect([requests, notes.length]).toEqual([[], 1])
})

it('leaves a paste that nobody waits for', async () => {
  const abort = new AbortController()
  const reading = createCodeReader({ worker: codeWorker })({ text: python, fileName: null }, abort.signal)
  abort.abort(new Error('gone'))
  await expect(reading).rejects.toThrow('gone')
})

it('answers in words where the text would break a reader', async () => {
  const view = await host()
  for (const text of [`f(${'[{a:'.repeat(400)}`, `{"a":${'['.repeat(100_000)}`]) {
    const { requests, notes } = await view.call('code.read', { text, fileName: null })
    expect([requests.length, notes.length >= 0]).toEqual([0, true])
  }
})
