import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished, vi } from 'vitest'
import { sampleRun } from '../../../test/support/sample-run.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { openRunStore } from '../db/open-run-store.ts'
import { createPacedTurns } from './loop-turns.ts'
import { createWireRecorder } from './wire-recorder.ts'

async function record(options: { keptBytes?: number; key?: string } = {}) {
  const file = join(await temporaryFolder(), 'antiphon.db')
  const worker = new URL('../db/worker.ts', import.meta.url)
  const store = openRunStore({ file, worker, onNotice: () => {}, onDeath: () => {} })
  onTestFinished(() => store.close())
  const run = sampleRun()
  await store.insert(run)
  const recorder = createWireRecorder({
    store,
    runId: run.id,
    attempt: 1,
    key: null,
    now: () => new Date(),
    ...options,
  })
  const send = (body: string) =>
    recorder.observer.onRequest?.(() => ({ method: 'POST', url: run.url, headers: [], body }))
  return { file, store, run, recorder, send }
}

it('keeps a response up to a limit, counts the rest, and says how much that is', async () => {
  const { store, run, recorder, send } = await record({ keptBytes: 1_000 })
  send('{}')
  for (let count = 0; count < 10; count += 1) recorder.observer.onBytes?.(Buffer.from('x'.repeat(300)))
  await recorder.end(null)
  expect(await store.wire(run.id)).toMatchObject([{ responseBytes: 3_000, keptBytes: 1_000 }])
  const text = await store.wireText({ runId: run.id, attempt: 1, part: 'response', offset: 0, limit: 10_000 })
  expect(text).toEqual({ text: 'x'.repeat(1_000), total: 1_000 })
})

it('writes a body that is the recorded one, byte for byte, a single time, and every other body packed', async () => {
  const { file, store, run, recorder, send } = await record()
  send(JSON.stringify(run.request.body))
  await recorder.end(null)
  const second = createWireRecorder({ store, runId: run.id, attempt: 2, key: null, now: () => new Date() })
  const other = `${JSON.stringify(run.request.body)} `
  second.observer.onRequest?.(() => ({ method: 'POST', url: run.url, headers: [], body: other }))
  await second.end(null)
  const texts = await Promise.all(
    [1, 2].map((attempt) => store.wireText({ runId: run.id, attempt, part: 'request', offset: 0, limit: 10_000 })),
  )
  expect(texts.map((text) => text?.text)).toEqual([JSON.stringify(run.request.body), other])
  const db = new DatabaseSync(file, { readOnly: true })
  onTestFinished(() => db.close())
  const rows = db.prepare("SELECT bytes IS NULL AS isRecorded FROM wire WHERE kind = 'request' ORDER BY attempt").all()
  expect(rows.map(({ isRecorded }) => isRecorded)).toEqual([1, 0])
})

it('only ever adds to the log', async () => {
  const { file, store, recorder, send } = await record()
  send('{}')
  await recorder.end('ECONNRESET')
  await store.close()
  const db = new DatabaseSync(file)
  onTestFinished(() => db.close())
  expect(() => db.exec("UPDATE wire SET kind = 'end'")).toThrow('what went over the wire is unchanged')
})

it('splits no character between two parts of a text', async () => {
  const { store, run, recorder, send } = await record()
  send('{"a":"👋👋"}')
  await recorder.end(null)
  let text = ''
  for (let offset = 0, total = 1; offset < total; ) {
    const part = await store.wireText({ runId: run.id, attempt: 1, part: 'request', offset, limit: 2 })
    expect(part?.text.isWellFormed()).toBe(true)
    text += part?.text
    offset = text.length
    total = part?.total ?? 0
  }
  expect(text).toBe('{"a":"👋👋"}')
})

it('loses nothing of a run whose history cannot be written', async () => {
  const failing = { appendWire: () => Promise.reject(new Error('disk full')) }
  const recorder = createWireRecorder({ store: failing, runId: 'run', attempt: 1, key: null, now: () => new Date() })
  recorder.observer.onBytes?.(Buffer.from('text'))
  await expect(recorder.flush()).resolves.toBeUndefined()
  await expect(recorder.end(null)).resolves.toBeUndefined()
})

it('describes a request once there is time for it, whether or not somebody asks', async () => {
  let described = 0
  const describe = () => {
    described += 1
    return { method: 'POST', url: 'http://127.0.0.1', headers: [], body: '{}' }
  }
  const kinds: string[] = []
  let onWritten = () => {}
  const written = new Promise<void>((resolve) => {
    onWritten = resolve
  })
  const appendWire = async ({ entry }: { entry: { kind: string } }) => {
    kinds.push(entry.kind)
    if (kinds.length === 2) onWritten()
  }
  const store = { appendWire }
  const recorder = createWireRecorder({ store, runId: 'run', attempt: 1, key: null, now: () => new Date() })
  recorder.observer.onRequest?.(describe)
  expect([described, kinds]).toEqual([0, []])
  await recorder.flush()
  expect([described, kinds]).toEqual([1, ['request']])
  recorder.observer.onSent?.(() => [])
  await written
  expect(kinds).toEqual(['request', 'sent'])
})

it('keeps the order of what happened, also where everything comes at once', async () => {
  const kinds: string[] = []
  const appendWire = async ({ entry }: { entry: { kind: string } }) => void kinds.push(entry.kind)
  const store = { appendWire }
  const recorder = createWireRecorder({ store, runId: 'run', attempt: 1, key: null, now: () => new Date() })
  const { observer } = recorder
  observer.onRequest?.(() => ({ method: 'POST', url: 'http://127.0.0.1', headers: [], body: '{}' }))
  observer.onSent?.(() => [])
  observer.onResponse?.({ status: 200, statusText: 'OK', headers: new Headers(), lines: () => [] })
  observer.onBytes?.(Buffer.alloc(300_000, 'x'))
  await recorder.end(null)
  expect(kinds).toEqual(['request', 'sent', 'response', 'bytes', 'end'])
})

it('describes what tries that began together sent one after the other', async () => {
  vi.useFakeTimers()
  const described: number[] = []
  const saves = createPacedTurns(4)
  const recorders = [1, 2, 3].map((attempt) => {
    const store = { appendWire: async () => void described.push(attempt) }
    return createWireRecorder({ store, runId: 'run', attempt, key: null, now: () => new Date(), saves })
  })
  for (const { observer } of recorders) {
    observer.onRequest?.(() => ({ method: 'POST', url: 'http://127.0.0.1', headers: [], body: '{}' }))
  }
  await vi.advanceTimersByTimeAsync(20)
  expect(described).toEqual([1])
  await vi.advanceTimersByTimeAsync(8)
  expect(described).toEqual([1, 2, 3])
  vi.useRealTimers()
})
