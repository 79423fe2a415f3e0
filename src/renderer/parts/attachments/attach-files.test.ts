// The page is made by hand and not by the test's environment, in whose place the real core could not run.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Window } from 'happy-dom'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { attachmentsOf } from '#shared/files/attachment'
import type { ContentBlock, Prompt } from '#shared/prompt/prompt'
import { pdfFile, pngFile } from '../../../../test/support/sample-files.ts'
import { createTestCore, createTestHost, type TestCore } from '../../../../test/support/test-core.ts'
import { createToaster, type Toaster } from '../../ui/toast.tsx'
import { createCardsStore } from '../prompt/cards/cards-store.ts'
import { addMessage, setPrefill } from '../prompt/edits/prompt-edits.ts'
import { createPromptStore, type PromptStore } from '../prompt/store/prompt-store.ts'
import { addFile } from './add-file.ts'
import { attachFiles } from './attach-files.ts'
import { takeFiles } from './take-files.ts'

let core: TestCore
let prompts: PromptStore
let said: string[]
/** Presses the button of the last toast. */
let press: () => void
let shown: string[]
let services: Parameters<typeof takeFiles>[0]

const page = new Window()
beforeEach(async () => {
  for (const name of ['document', 'CSS', 'Element', 'HTMLElement', 'Event', 'File', 'FileReader'] as const)
    vi.stubGlobal(name, page[name])
  core = await createTestCore()
  const host = createTestHost(core.core)
  prompts = createPromptStore(host)
  await prompts.getState().start()
  said = []
  shown = []
  // On a busy computer the progress is shown, too.
  const show: Toaster['show'] = (message, action) => {
    if (message.startsWith('Adding ')) return () => {}
    shown.push(message)
    press = () => action?.onSelect()
    return () => {}
  }
  const toaster = { ...createToaster(), show }
  services = { host, prompts, toaster, announce: (message) => void said.push(message), cards: createCardsStore() }
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await core.dispose()
})

const prompt = (): Prompt => prompts.getState().prompt!
const first = () => prompt().messages[0]!
const fileOf = (name: string, bytes: Uint8Array | string, type = '') => {
  const whole = typeof bytes === 'string' ? bytes : new Uint8Array(bytes)
  return new File([whole], name, { type })
}
const kinds = (message = first()) => (message.content as ContentBlock[]).map(({ type }) => type)
const last = () => prompt().messages.at(-1)!

describe('files that are added to a message', () => {
  it('become blocks behind its text, in one step of undo that keeps the references', async () => {
    const text = first().content
    await attachFiles(services, first().id, [
      fileOf('cat.png', pngFile(20, 10)),
      fileOf('a.pdf', pdfFile(2)),
      fileOf('n.md', '# Hi'),
    ])
    expect(kinds()).toEqual(['text', 'image', 'document', 'document'])
    expect(attachmentsOf(prompt()).map(({ name, media_type }) => [name, media_type])).toEqual([
      ['cat.png', 'image/png'],
      ['a.pdf', 'application/pdf'],
      ['n.md', 'text/plain'],
    ])
    expect(said).toEqual(['cat.png, a.pdf, n.md added to message 1.'])
    const added = first().content
    prompts.getState().undo()
    expect(first().content).toBe(text)
    prompts.getState().redo()
    expect(first().content).toEqual(added)
    await prompts.getState().flush()
  })

  it('come although one of them is refused, which is named with the reason', async () => {
    await attachFiles(services, first().id, [fileOf('x.svg', '<svg></svg>'), fileOf('cat.png', pngFile(2, 2))])
    expect(kinds()).toEqual(['text', 'image'])
    expect(shown).toEqual([expect.stringMatching(/^x\.svg: The API takes no SVG/)])
  })

  it('go to the end where no message was meant: into the last turn of the user, else into a new one, with Undo', async () => {
    const { messages } = prompt()
    await attachFiles(services, null, [fileOf('cat.png', pngFile(2, 2))])
    expect(prompt().messages.length).toBe(messages.length)
    expect(kinds(last())).toEqual(['text', 'image'])
    prompts.getState().edit(addMessage({ id: 'said', role: 'assistant', content: 'A cat.' }))
    await attachFiles(services, null, [fileOf('a.pdf', pdfFile(1))])
    expect(prompt().messages.slice(-2)).toMatchObject([
      { id: 'said' },
      { role: 'user', content: [{ type: 'document' }] },
    ])
    expect(shown).toEqual([
      `cat.png added to message ${messages.length}.`,
      `a.pdf added to message ${messages.length + 2}.`,
    ])
    prompts.getState().edit(setPrefill('{'), 'prefill')
    press()
    await expect.poll(() => prompt().messages.at(-1)?.id).toBe('said')
    expect(prompt().prefill).toBe('{')
  })

  it('are not forced on another prompt that was opened meanwhile', async () => {
    const { id } = first()
    const adding = attachFiles(services, id, [fileOf('cat.png', pngFile(2, 2))])
    await prompts.getState().create()
    const made = prompt()
    await adding
    expect(prompt()).toBe(made)
    expect(shown).toEqual(['The message that the files were meant for is not there any more.'])
  })
})

describe('a file that is too large', () => {
  it('is refused before a byte of it is read', async () => {
    const large = fileOf('film.png', 'x', 'image/png')
    Object.defineProperty(large, 'size', { value: 500_000_000 })
    const read = vi.spyOn(FileReader.prototype, 'readAsDataURL')
    onTestFinished(() => read.mockRestore())
    await expect(addFile(services.host, large)).rejects.toMatchObject({
      kind: 'invalid-input',
      message: expect.stringMatching(/^film\.png: This file has 500\.0 MB; at most 7\.8 MB/),
    })
    expect(read).not.toHaveBeenCalled()
    expect(readdirSync(join(core.folder, 'library'))).not.toContain('attachments')
  })
})

describe('files that are dropped or pasted', () => {
  type Data = { files?: File[]; types: string[]; items?: { type: string }[]; dropEffect?: string }

  /** Tells the page of such an event at an element; answers whether somebody took it. */
  function tell(type: 'dragover' | 'drop' | 'paste', selector: string, data: Data): boolean {
    const event = new Event(type, { bubbles: true, cancelable: true })
    Object.defineProperty(event, type === 'paste' ? 'clipboardData' : 'dataTransfer', { value: { files: [], ...data } })
    document.querySelector(selector)!.dispatchEvent(event)
    return event.defaultPrevented
  }
  beforeEach(() => {
    document.body.innerHTML = `
      <div data-message="${first().id}"><div class="text" contenteditable="true"></div><div data-file-zone><i></i></div></div>
      <textarea></textarea><main></main><aside></aside>`
    onTestFinished(takeFiles(services))
  })
  const png = () => ({
    files: [fileOf('cat.png', pngFile(3, 3), 'image/png')],
    types: ['Files'],
    items: [{ type: 'image/png' }],
  })
  const hasImage = () => expect.poll(() => typeof first().content !== 'string' && kinds()).toEqual(['text', 'image'])

  it('go into the message under the pointer, which shows that it takes them', async () => {
    const data = { ...png(), dropEffect: 'none' }
    expect(tell('dragover', '.text', data)).toBe(true)
    expect(data.dropEffect).toBe('none')
    expect(document.querySelectorAll('[data-takes-files]')).toHaveLength(1)
    expect(tell('drop', '.text', png())).toBe(true)
    expect(document.querySelectorAll('[data-takes-files]')).toHaveLength(0)
    await hasImage()
  })

  it('go to the end of the messages from anywhere else, which shows that it takes them', async () => {
    document.querySelector('aside')!.dataset.filesEnd = ''
    expect(tell('dragover', 'main', png())).toBe(true)
    expect(document.querySelector('aside')?.dataset.takesFiles).toBe('Drop to add at the end')
    expect(tell('drop', 'main', png())).toBe(true)
    await expect.poll(() => typeof last().content !== 'string' && kinds(last())).toEqual(['text', 'image'])
  })

  it('go nowhere from beside a dialog', () => {
    document.querySelector('aside')!.dataset.filesEnd = ''
    document.querySelector('main')!.innerHTML = '<div role="dialog"></div>'
    expect([tell('dragover', 'main', png()), tell('drop', 'main', png())]).toEqual([true, true])
    expect(document.querySelectorAll('[data-takes-files]')).toHaveLength(0)
    expect(typeof last().content).toBe('string')
  })

  it('never open in the place of the page, nor as noise in a field', () => {
    for (const place of ['main', 'textarea'])
      expect([tell('dragover', place, png()), tell('drop', place, png())]).toEqual([true, true])
    expect(typeof last().content).toBe('string')
  })

  it('are left to a field that reads them as text, and to a block that takes them in the place of its own', () => {
    const words = { files: [fileOf('a.txt', 'hi', 'text/plain')], types: ['Files'], items: [{ type: 'text/plain' }] }
    expect(tell('drop', 'textarea', words)).toBe(false)
    expect(tell('drop', '[data-file-zone] i', png())).toBe(false)
    expect(tell('paste', '[data-file-zone] i', png())).toBe(false)
  })

  it('from the clipboard too, where it holds a picture and no words', async () => {
    expect(tell('paste', '.text', { ...png(), types: ['Files', 'text/plain'] })).toBe(false)
    expect(tell('paste', '.text', { files: [], types: ['text/plain'] })).toBe(false)
    expect(tell('paste', 'textarea', png())).toBe(false)
    expect(tell('paste', '.text', png())).toBe(true)
    await hasImage()
  })

  it('leave the focus in the message, whose text has become blocks', async () => {
    const card = document.querySelector<HTMLElement>('[data-message]')!
    onTestFinished(prompts.subscribe(() => (card.innerHTML = '<button type="button" data-add-text></button>')))
    document.querySelector<HTMLElement>('.text')!.focus()
    tell('paste', '.text', png())
    await expect.poll(() => document.activeElement?.matches('[data-add-text]')).toBe(true)
  })
})
