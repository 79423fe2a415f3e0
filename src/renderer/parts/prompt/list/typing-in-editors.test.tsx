// @vitest-environment happy-dom
import { EditorView } from '@codemirror/view'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { OpenPrompt } from '#shared/library/library'
import type { Prompt } from '#shared/prompt/prompt'
import type { Host } from '../../../host/host.ts'
import { createToaster } from '../../../ui/toast.tsx'
import { createKeymap } from '../../keymap/keymap.ts'
import { KeymapProvider } from '../../keymap/use-keymap.tsx'
import { MessageCard } from '../cards/message-card.tsx'
import { setContent } from '../edits/prompt-edits.ts'
import { createPromptServices, PromptServicesProvider } from '../prompt-services.tsx'
import { MessageList } from './message-list.tsx'
import { MessageSection } from './message-section.tsx'

const prompt: Prompt = {
  id: 'p',
  name: 'Short',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: '',
  messages: ['m0', 'm1', 'm2'].map((id) => ({ id, role: 'user', content: `Words of ${id}` })),
  prefill: '',
  settings: { max_tokens: 100 },
}

const entry = { id: 'p', name: 'Short', file: 'p.json', savedAt: null, version: 'v', hasUnsavedEdits: false }
const opened: OpenPrompt = { prompt, saved: 'same', basedOn: 'v', draft: null, entry }

/** Opens the prompt, and answers nothing else. */
const host: Host = {
  // Safe: this is what the call answers.
  call: async (name) => (name === 'prompts.open' ? opened : new Promise(() => {})) as never,
  stream: () => {
    throw new Error('Nothing streams here.')
  },
  onLost: () => {},
}

/** The list, all of it in sight, with the editor of its first message. */
async function openList() {
  // Dragging says that nothing here can be scrolled.
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 600, 100))
  const services = createPromptServices(host, createToaster(), () => {}, new Promise<void>(() => {}))
  await services.prompts.getState().open('p')
  document.body.innerHTML = '<div id="root"></div>'
  const root = createRoot(document.getElementById('root')!)
  onTestFinished(() => {
    flushSync(() => root.unmount())
    vi.restoreAllMocks()
  })
  const keymap = createKeymap({ usesCommandKey: false, isBrowserTab: true })
  flushSync(() =>
    root.render(
      <KeymapProvider keymap={keymap}>
        <PromptServicesProvider services={services}>
          <MessageList />
        </PromptServicesProvider>
      </KeymapProvider>,
    ),
  )
  await vi.waitFor(() => expect(document.querySelectorAll('.cm-content').length).toBe(3), 5_000)
  const card = document.querySelector<HTMLElement>('[data-message="m0"]')!
  const field = card.querySelector<HTMLElement>('.cm-content')!
  const change = (text: string) =>
    flushSync(() => services.prompts.getState().edit(setContent({ kind: 'message', id: 'm0' }, text)))
  return { services, card, field, editor: EditorView.findFromDOM(field)!, change }
}

/** What a memoised component renders, which React takes from here when it is first shown. */
const rendersOf = (part: object) => vi.spyOn(part as { type: (props: object) => unknown }, 'type')

it('renders neither section nor card for a key in an editor, and yet the tokens, and what is changed elsewhere', async () => {
  const parts = [rendersOf(MessageSection), rendersOf(MessageCard)]
  const { services, card, field, editor, change } = await openList()
  const before = parts.map(({ mock }) => mock.calls.length)
  const tokens = () => Number(card.textContent.match(/≈ (\d+) tok/)?.[1])
  const few = tokens()
  flushSync(() => editor.dispatch({ changes: { from: 5, insert: ' and very many more' } }))
  expect(services.prompts.getState().prompt?.messages[0]?.content).toBe('Words and very many more of m0')
  expect(tokens()).toBeGreaterThan(few)
  change('Taken back')
  expect(field.textContent).toBe('Taken back')
  expect(parts.map(({ mock }) => mock.calls.length)).toEqual(before)
})

it('has in the place of an editor what was typed in it', async () => {
  const { services, card, editor } = await openList()
  flushSync(() => editor.dispatch({ changes: { from: 0, insert: 'New: ' } }))
  flushSync(() => services.cards.getState().toggleCollapsed('m0'))
  await vi.waitFor(() => expect(card.querySelector('button[class*="folded"]')).not.toBeNull())
  expect(card.textContent).toContain('New: Words of m0')
  expect(card.querySelector('.cm-content')).toBeNull()
})
