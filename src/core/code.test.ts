import { readFile, writeFile } from 'node:fs/promises'
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
  const { read } = createCodeReader({ worker: pathToFileURL(file), timeLimitMs: 300 })
  const { requests, notes } = await read({ text: python, fileName: null }, new AbortController().signal)
  expect([requests, notes.length]).toEqual([[], 1])
})

it('leaves a paste that nobody waits for', async () => {
  const abort = new AbortController()
  const reading = createCodeReader({ worker: codeWorker }).read({ text: python, fileName: null }, abort.signal)
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

/** A reader whose threads write down that they have started, and answer with their number. */
async function watchedReader() {
  const folder = await temporaryFolder()
  const worker = join(folder, 'worker.mjs')
  const log = join(folder, 'log')
  await writeFile(log, '')
  await writeFile(
    worker,
    `import { appendFileSync } from 'node:fs'
     import { parentPort, threadId } from 'node:worker_threads'
     appendFileSync(${JSON.stringify(log)}, threadId + ' ')
     parentPort.once('message', () => parentPort.postMessage(threadId))`,
  )
  const reader = createCodeReader({ worker: pathToFileURL(worker) })
  onTestFinished(reader.close)
  const started = async () => (await readFile(log, 'utf8')).trim().split(' ').filter(Boolean).map(Number)
  const read = () => reader.read({ text: python, fileName: null }, new AbortController().signal)
  return { ...reader, read, started }
}

it('starts a thread ahead for a paste that may come, and one for the next', async () => {
  const { prepare, read, started } = await watchedReader()
  prepare()
  prepare()
  await expect.poll(async () => (await started()).length).toBe(1)
  const answers = [await read()]
  await expect.poll(async () => (await started()).length).toBe(2)
  answers.push(await read())
  await expect.poll(async () => (await started()).length).toBe(3)
  expect(answers).toEqual((await started()).slice(0, 2))
})

it('starts no thread ahead where nobody said that a paste may come', async () => {
  const { read, started } = await watchedReader()
  const answers = [await read(), await read()]
  expect(await started()).toEqual(answers)
})
