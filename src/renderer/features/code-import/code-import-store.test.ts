import { expect, it, onTestFinished, vi } from 'vitest'
import { presetFileText } from '#shared/presets/preset-file'
import { createTestCore, createTestHost } from '../../../../test/support/test-core.ts'
import { createCodeImportStore } from './code-import-store.ts'

const call = (model: string) => `client.messages.create(model="${model}", max_tokens=5, messages=[])`

async function open() {
  const { core, dispose } = await createTestCore()
  onTestFinished(dispose)
  return createCodeImportStore(createTestHost(core))
}

it('reads what is pasted, and lets another of its requests be chosen', async () => {
  const store = await open()
  store.getState().open()
  await store.getState().read(`${call('a')}\n${call('b')}`)
  expect(store.getState().reading?.requests.map(({ parts }) => parts.model)).toEqual(['a', 'b'])
  store.getState().choose(1)
  store.getState().choose(7)
  expect(store.getState()).toMatchObject({ isOpen: true, isReading: false, chosen: 1, fileName: null })
})

it('shows what was pasted last, whichever was read first', async () => {
  const store = await open()
  const first = store.getState().read(`${'# long\n'.repeat(20_000)}${call('a')}`)
  const second = store.getState().read(call('b'))
  await Promise.all([first, second])
  expect(store.getState().reading?.requests.map(({ parts }) => parts.model)).toEqual(['b'])
})

it('reads a file by its name', async () => {
  const store = await open()
  await store.getState().readFile(new File(['messages: [{role: user, content: Hi}]'], 'a.prompt.yml'))
  expect(store.getState().reading).toMatchObject({ format: 'YAML', requests: [{ title: 'Hi' }] })
  expect(store.getState().fileName).toBe('a.prompt.yml')
})

it('takes a file that can be nothing but a request or a preset, and leaves others to whoever attaches them', async () => {
  const store = await open()
  const file = (name: string) => new File(['{}'], name)
  const names = [
    'a.prompty',
    'b.PROMPT.yml',
    'promptfooconfig.yaml',
    'c.har',
    'p.antiphon-preset.json',
    'd.py',
    'e.json',
    'har.txt',
  ]
  expect(names.filter((name) => store.getState().takeFile(file(name)))).toEqual(names.slice(0, 5))
  expect(store.getState().isOpen).toBe(true)
})

it('keeps the text while it is closed, and forgets it once it was taken', async () => {
  const store = await open()
  store.getState().open()
  await store.getState().read(call('a'))
  store.getState().close()
  expect(store.getState()).toMatchObject({ isOpen: false, text: call('a') })
  store.getState().finish()
  expect(store.getState()).toMatchObject({ isOpen: false, text: '', reading: null })
})

it('says what went wrong where a text is too long to be read', async () => {
  const store = await open()
  await store.getState().read(' '.repeat(10) + 'x'.repeat(32_000_001))
  expect(store.getState()).toMatchObject({ isReading: false, reading: null, problem: { kind: 'invalid-input' } })
})

it('gives a file that is no code to whoever takes it, and closes', async () => {
  const { core, dispose } = await createTestCore()
  onTestFinished(dispose)
  const taken: string[] = []
  const store = createCodeImportStore(
    createTestHost(core),
    ({ name }) => name.endsWith('.antiphon') && !!taken.push(name),
  )
  store.getState().open()
  await store.getState().readFile(new File(['{}'], 'mine.antiphon'))
  expect(store.getState()).toMatchObject({ isOpen: false, text: '' })
  await store.getState().readFile(new File([call('a')], 'a.py'))
  expect([taken, store.getState().reading?.requests.length]).toEqual([['mine.antiphon'], 1])
})

it.each([
  ['a bundle', '{"kind":"antiphon-bundle","format":1}', '.antiphon'],
  ['a preset file', presetFileText([{ name: 'Mine', parts: { model: 'm' } }]), '.antiphon-preset.json'],
  [
    'a preset file of another program',
    '{ "format": 1, "kind": "antiphon-presets", "presets": [] }',
    '.antiphon-preset.json',
  ],
])('gives %s that was pasted, or has another name by now, to whoever takes them', async (_what, text, ending) => {
  const { core, dispose } = await createTestCore()
  onTestFinished(dispose)
  const taken: string[] = []
  const store = createCodeImportStore(createTestHost(core), (file) => {
    if (!file.name.endsWith(ending)) return false
    void file.text().then((content) => taken.push(content))
    return true
  })
  store.getState().open()
  await store.getState().read(text)
  expect(store.getState()).toMatchObject({ isOpen: false, text: '', isReading: false })
  store.getState().open()
  await store.getState().readFile(new File([`\n ${text}`], 'from-a-mail.txt'))
  await expect.poll(() => taken).toEqual([text, `\n ${text}`])
  expect(store.getState()).toMatchObject({ isOpen: false, isReading: false })
  // A request that speaks of such a file is a request.
  await store.getState().read(JSON.stringify({ model: 'm', messages: [{ role: 'user', content: text }] }))
  expect([taken.length, store.getState().reading?.requests.length]).toEqual([2, 1])
})

it('has the core prepare for a paste each time the box is opened', async () => {
  const { core, dispose } = await createTestCore()
  onTestFinished(dispose)
  const host = createTestHost(core)
  const call = vi.spyOn(host, 'call')
  const store = createCodeImportStore(host)
  expect(call).not.toHaveBeenCalled()
  store.getState().open()
  store.getState().close()
  store.getState().open()
  expect(call.mock.calls).toEqual([
    ['code.prepare', {}],
    ['code.prepare', {}],
  ])
})
