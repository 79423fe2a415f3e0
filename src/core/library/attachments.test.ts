import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import type { Host } from '#renderer/host/host'
import { type AttachmentSource, attachmentBlock } from '#shared/files/attachment'
import { byteText, mostAttachmentBytes, mostBytesOf, sizeProblem } from '#shared/files/attachment-limits'
import { examplePrompts } from '#shared/prompt/examples'
import type { ContentBlock, Prompt } from '#shared/prompt/prompt'
import type { Run, RunEvent } from '#shared/runs/run'
import { gifFile, jpegFile, lockedPdf, pdfFile, pngFile, pngThatClaims } from '../../../test/support/sample-files.ts'
import { createTestCore, createTestHost, fileWorker } from '../../../test/support/test-core.ts'
import { createFileInspector } from '../files/file-inspector.ts'
import { inspectFile } from '../files/inspect-file.ts'
import { openAttachmentFiles } from './attachment-files.ts'
import { attachmentHandlers } from './attachments.ts'

async function start() {
  const test = await createTestCore()
  onTestFinished(test.dispose)
  const host = createTestHost(test.core)
  const folder = join(test.folder, 'library', 'attachments')
  const stored = () => (existsSync(folder) ? readdirSync(folder) : [])
  const add = (name: string, bytes: Buffer | string) =>
    host.call('attachments.add', { name, data: Buffer.from(bytes).toString('base64') })
  return { ...test, host, folder, stored, add }
}

const filesIn = (folder: string) =>
  openAttachmentFiles({ folders: () => [folder], prepareLibrary: async () => {}, checkText: async () => {} })

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

function promptWith(...content: ContentBlock[]): Prompt {
  return {
    id: 'files',
    name: 'Files',
    model: 'claude-haiku-4-5',
    apiVersion: 'automatic',
    system: '',
    messages: [{ id: 'm1', role: 'user', content }],
    prefill: '',
    settings: { max_tokens: 50 },
  }
}

async function run(host: Host, prompt: Prompt): Promise<Run> {
  const events: RunEvent[] = []
  for await (const batch of host.stream('runs.start', { prompt })) events.push(...batch)
  const end = events.at(-1)
  if (end?.type !== 'end') throw new Error('The stream did not end in an end.')
  return end.run
}

it('keeps a picture beside the library under its hash, for this user only, and tells what it is', async () => {
  const { add, folder, stored } = await start()
  const bytes = pngFile(30, 20)
  expect(await add('cat.png', bytes)).toEqual({
    type: 'attachment',
    hash: sha256(bytes),
    media_type: 'image/png',
    name: 'cat.png',
    bytes: bytes.length,
    width: 30,
    height: 20,
  })
  expect(stored()).toEqual([`${sha256(bytes)}.png`])
  const path = join(folder, `${sha256(bytes)}.png`)
  expect(readFileSync(path)).toEqual(bytes)
})

it('keeps one file once, under whatever name and however often it is added', async () => {
  const { add, stored, host } = await start()
  const added = await Promise.all(['a.png', 'b.png', 'a.png'].map((name) => add(name, pngFile(3, 3))))
  expect(new Set(added.map(({ hash }) => hash)).size).toBe(1)
  expect(stored()).toHaveLength(1)
  // The library of a first start is whole, although the file came before anybody looked at it.
  expect(await host.call('prompts.list', {})).toHaveLength(examplePrompts.length)
})

it('believes the content and neither the name nor its ending (S30)', async () => {
  const { add } = await start()
  expect(await add('photo.png', jpegFile(640, 480))).toMatchObject({
    media_type: 'image/jpeg',
    width: 640,
    height: 480,
  })
  expect(await add('notes.pdf', gifFile)).toMatchObject({ media_type: 'image/gif', width: 1, height: 1 })
  expect(await add('report.exe', pdfFile(2))).toMatchObject({ media_type: 'application/pdf', pages: 2 })
  expect(await add('picture.png', 'only words: ä 你好')).toMatchObject({ media_type: 'text/plain' })
})

it('counts the pages of a PDF whose page list is compressed', async () => {
  const { add } = await start()
  expect(await add('packed.pdf', pdfFile(17, true))).toMatchObject({ media_type: 'application/pdf', pages: 17 })
})

it('strips folders, control characters and direction marks from a name (S30)', async () => {
  const { add, stored } = await start()
  expect((await add('../../.ssh/x\u202E\u0000cat.png', pngFile(2, 2))).name).toBe('xcat.png')
  expect((await add('\u202E', pngFile(2, 2))).name).toBe('image')
  expect(stored()).toHaveLength(1)
})

const refused: [what: string, bytes: Buffer | string, says: RegExp][] = [
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', /no SVG.*PNG/],
  ['SVG behind a prolog', '\uFEFF<?xml version="1.0"?>\n<!-- x -->\n<svg></svg>', /no SVG/],
  ['HTML', '<!DOCTYPE html><script>alert(1)</script>', /no HTML.*PDF/],
  ['a script tag', '  <script>alert(1)</script>', /no HTML/],
  ['a Windows program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)]), /program/],
  ['a Linux program', Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(300)]), /program/],
  ['a ZIP archive', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(60)]), /application\/zip.*takes PNG/],
  ['a BMP image', Buffer.concat([Buffer.from('BM'), Buffer.alloc(60)]), /bmp\. Convert/],
  ['text with a NUL in it', 'abc\0def', /takes PNG/],
  ['text in Latin-1', Buffer.from('caf\xe9', 'latin1'), /takes PNG/],
  ['RTF', '{\\rtf1\\ansi hello}', /no RTF.*PDF/],
  ['UTF-16', Buffer.from('\uFEFFhello', 'utf16le'), /UTF-16.*UTF-8/],
  ['HTML that a PDF hides behind', Buffer.concat([Buffer.from('<html>\0'), pdfFile(1)]), /takes PNG/],
  ['nothing', '', /empty/],
  ['an image whose header ends early', pngFile(2, 2).subarray(0, 18), /damaged/],
  ['an image without a size', pngThatClaims(0, 0), /damaged/],
  ['a decompression bomb', pngThatClaims(50_000, 50_000), /50000 × 50000 pixels; at most 8,000/],
  ['a ribbon that is too long', pngThatClaims(8_001, 10), /8001 × 10 pixels/],
  ['an image above 7.5 MB', Buffer.concat([pngFile(2, 2), Buffer.alloc(8_000_000)]), /8\.0 MB.*at most 7\.8 MB/],
  ['a damaged PDF', '%PDF-1.7 and nothing else', /PDF cannot be read/],
  ['a PDF with a password', lockedPdf(), /password/],
]
it('refuses whatever the API does not take, says what to do and writes nothing (S30)', async () => {
  const { add, stored, folder } = await start()
  // On this thread, which costs no start of one for each file; the first and the last come by way of a thread, too.
  const inspect = (bytes: Uint8Array) => inspectFile(new Uint8Array(bytes))
  const handlers = attachmentHandlers({ files: filesIn(folder), inspect })
  const { signal } = new AbortController()
  const addHere = (bytes: Buffer | string) =>
    handlers['attachments.add']({ name: 'file', data: Buffer.from(bytes).toString('base64') }, { signal })
  const problemOf = (task: Promise<unknown>) => task.catch((problem: unknown) => problem)
  for (const [place, [what, bytes, says]] of refused.entries()) {
    const problem = { kind: 'invalid-input', message: expect.stringMatching(says) }
    expect(await problemOf(addHere(bytes)), what).toMatchObject(problem)
    if (place === 0 || place === refused.length - 1)
      expect(await problemOf(add('file', bytes)), what).toMatchObject(problem)
  }
  expect(stored()).toEqual([])
})

it('takes a PNG with a page hidden behind it for the PNG that it is (S30)', async () => {
  const { add, host } = await start()
  const polyglot = Buffer.concat([pngFile(4, 4), Buffer.from('<html><script>alert(1)</script>')])
  const { hash, media_type, name } = await add('x.html', polyglot)
  expect(media_type).toBe('image/png')
  const { data } = await host.call('attachments.image', { hash, media_type: 'image/png', name })
  expect(Buffer.from(data, 'base64')).toEqual(polyglot)
})

it('hands out pictures only', async () => {
  const { add, host } = await start()
  const { hash, name } = await add('notes.txt', 'hello')
  await expect(host.call('attachments.image', { hash, media_type: 'text/plain' as never, name })).rejects.toThrow()
  await expect(host.call('attachments.image', { hash, media_type: 'image/png', name })).rejects.toMatchObject({
    kind: 'not-found',
  })
  await expect(host.call('attachments.image', { hash: '../../x', media_type: 'image/png', name })).rejects.toThrow()
})

it('says of 500 MB that they are too much, before anybody reads them (S30)', () => {
  expect(sizeProblem(500_000_000, null)).toMatch(/500\.0 MB; at most 33\.5 MB/)
  expect(sizeProblem(mostAttachmentBytes, null)).toBeNull()
  expect(sizeProblem(mostBytesOf('image/png') + 1, 'image/png')).toMatch(/at most 7\.8 MB/)
  expect([812, 34_400, 7_864_320].map(byteText)).toEqual(['812 bytes', '34 KB', '7.8 MB'])
})

it('follows no link: not when it reads, and not when it writes (S30)', async () => {
  if (process.platform === 'win32') return
  const { add, folder, host } = await start()
  const bytes = pngFile(5, 5)
  const { hash, name } = await add('cat.png', bytes)
  const path = join(folder, `${hash}.png`)
  const elsewhere = join(folder, 'elsewhere')
  writeFileSync(elsewhere, bytes)
  unlinkSync(path)
  symlinkSync(elsewhere, path)
  await expect(host.call('attachments.image', { hash, media_type: 'image/png', name })).rejects.toThrow(/missing/)
  await add('cat.png', bytes)
  expect((await host.call('attachments.image', { hash, media_type: 'image/png', name })).data).not.toBe('')
  expect(statSync(elsewhere).size).toBe(bytes.length)
})

it('sends the very bytes, records references, and keeps the prompt file and the journal free of base64', async () => {
  const { add, host, simulator, folder } = await start()
  const files = [pngFile(40, 30), pdfFile(3), Buffer.from('\uFEFFline\r\nä')]
  const sources: AttachmentSource[] = []
  for (const [at, bytes] of files.entries()) sources.push(await add(`file-${at}`, bytes))
  const prompt = promptWith(...sources.map(attachmentBlock), { type: 'text', text: 'What is this?' })
  const ended = await run(host, prompt)
  expect(ended.error).toBeNull()

  const body = JSON.parse(simulator.requests.at(-1)?.body ?? '') as { messages: { content: ContentBlock[] }[] }
  const got = body.messages[0]!.content.slice(0, 3).map(({ source }) => source as Record<string, string>)
  expect(got.map(({ type, media_type }) => [type, media_type])).toEqual([
    ['base64', 'image/png'],
    ['base64', 'application/pdf'],
    ['text', 'text/plain'],
  ])
  const bytesOf = (data = '', at = 0) => Buffer.from(data, at < 2 ? 'base64' : 'utf8')
  expect(got.map(({ data }, at) => bytesOf(data, at))).toEqual(files)

  expect(ended.request.body.messages).toEqual([{ role: 'user', content: prompt.messages[0]!.content }])
  const { text } = await host.call('runs.wireText', {
    id: ended.id,
    attempt: 1,
    part: 'request',
    offset: 0,
    limit: 1_000_000,
  })
  expect(text).toBe(simulator.requests.at(-1)?.body)

  await host.call('prompts.save', { prompt })
  await host.call('prompts.journal', { prompt: { ...prompt, name: 'Edited' } })
  const written = [join(folder, '..', 'files.json'), join(folder, '..', '..', 'journal', 'files.json')]
  for (const path of written) expect(readFileSync(path, 'utf8')).not.toContain('iVBOR')
})

it('shows on the wire what was really sent, and keeps each file once all the same', async () => {
  const { add, core, host, simulator, folder } = await start()
  const source = await add('cat.png', pngFile(60, 60))
  const ended = await run(host, promptWith(attachmentBlock(source), { type: 'text', text: 'What is this? 👋' }))
  const sent = simulator.requests.at(-1)?.body ?? ''
  const part = { id: ended.id, attempt: 1, part: 'request' as const }
  const pieces: string[] = []
  for (let offset = 0; offset < sent.length; offset += 100) {
    pieces.push((await host.call('runs.wireText', { ...part, offset, limit: 100 })).text)
  }
  expect(pieces.join('')).toBe(sent)
  expect((await host.call('runs.curl', { id: ended.id, attempt: 1 })).text).toContain('iVBORw0KGgo')
  expect((await host.call('runs.wire', { id: ended.id }))[0]?.requestBytes).toBe(Buffer.byteLength(sent))

  unlinkSync(join(folder, `${source.hash}.png`))
  const { text } = await host.call('runs.wireText', { ...part, offset: 0, limit: 1_000_000 })
  expect(JSON.parse(text)).toMatchObject({ messages: [{ content: [{ source }, { type: 'text' }] }] })

  await core.close()
  const db = new DatabaseSync(join(folder, '..', '..', 'antiphon.db'), { readOnly: true })
  expect(db.prepare(`SELECT bytes FROM wire WHERE kind = 'request'`).all()).toEqual([{ bytes: null }])
  db.close()
})

it('counts with the files, exactly where the server counts', async () => {
  const { add, host } = await start()
  const words = { type: 'text', text: 'What is this?' }
  const picture = attachmentBlock(await add('cat.png', pngFile(280, 280)))
  const without = await host.call('tokens.count', { prompt: promptWith(words) })
  const with100Tiles = await host.call('tokens.count', { prompt: promptWith(picture, words) })
  expect(with100Tiles).toEqual({ ...without, inputTokens: without.inputTokens + 100 })
})

it('says which file is gone before anything leaves, and counts by estimate meanwhile', async () => {
  const { add, host, simulator, folder } = await start()
  const source = await add('cat.png', pngFile(9, 9))
  unlinkSync(join(folder, `${source.hash}.png`))
  const prompt = promptWith(attachmentBlock(source))
  const before = simulator.requests.length
  const ended = await run(host, prompt)
  expect(ended).toMatchObject({
    state: 'failed',
    error: { kind: 'not-found', advice: expect.stringMatching(/“cat\.png” is missing/) },
  })
  expect(await host.call('tokens.count', { prompt })).toMatchObject({
    kind: 'estimate',
    reason: expect.stringMatching(/“cat\.png” is missing/),
  })
  expect(simulator.requests.length).toBe(before)
  writeFileSync(join(folder, `${source.hash}.png`), pngFile(8, 8))
  expect((await run(host, prompt)).error?.advice).toMatch(/is not the file any more that was added/)
})

it('takes no more files at a time than it can hold', async () => {
  const looking = Promise.withResolvers<void>()
  const inspect = async () => {
    await looking.promise
    return { refusal: 'Looked at.' }
  }
  const { folder } = await start()
  const handlers = attachmentHandlers({ files: filesIn(folder), inspect, mostWaiting: 10 })
  const add = (data: string) =>
    handlers['attachments.add']({ name: 'a', data }, { signal: new AbortController().signal })
  const first = add('aGVsbG8=')
  await expect(add('aGVsbG8=')).rejects.toThrow(/still reading the files/)
  looking.resolve()
  await expect(first).rejects.toThrow('Looked at.')
  await expect(add('aGVsbG8=')).rejects.toThrow('Looked at.')
})

it('gives a file up that its reader hangs on or dies of', async () => {
  const hanging = createFileInspector({ worker: new URL('data:text/javascript,for(;;);'), timeLimitMs: 300 })
  const dying = createFileInspector({ worker: new URL('data:text/javascript,throw new Error("x")') })
  const { signal } = new AbortController()
  for (const inspect of [hanging, dying]) {
    expect(await inspect(Buffer.from('x'), signal)).toEqual({ refusal: expect.stringMatching(/cannot be read/) })
  }
  const stopped = createFileInspector({ worker: fileWorker })
  await expect(stopped(pngFile(2, 2), AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop')
})
