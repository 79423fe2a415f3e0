// Conversations of any length: the product's list with all that it sets off, and what it is measured against.
import { EditorView } from '@codemirror/view'
import { memo, useCallback, useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { type Prompt, type PromptMessage, textOf } from '#shared/prompt/prompt'
import { createKeymap } from '../../../src/renderer/parts/keymap/keymap.ts'
import { KeymapProvider } from '../../../src/renderer/parts/keymap/use-keymap.tsx'
import { MessageList } from '../../../src/renderer/parts/prompt/list/message-list.tsx'
import {
  createPromptServices,
  PromptServicesProvider,
  usePrompt,
} from '../../../src/renderer/parts/prompt/prompt-services.tsx'
import { createToaster } from '../../../src/renderer/ui/toast.tsx'
import { coreInPage } from './core-in-page.ts'

export type List = 'ours' | 'all-mounted' | 'textarea'

/** What is typed into: the field of the first message. On a busy machine the editors do not come in their order. */
const field = '[data-message="m0"] .cm-content, .bench-field'

const between = '\n\n'
const frame = document.createElement('div')
frame.style.cssText = 'position: fixed; inset: 0 auto 0 0; width: 640px; overflow: auto'
const keymap = createKeymap({ usesCommandKey: false, isBrowserTab: true })
let root: Root | null = null
let text: () => string = () => ''

/** Opens a conversation of `count` messages with the caret at the end of the first; resolves once it can be typed into. */
export async function converse(list: List, count: number): Promise<void> {
  document.body.append(frame)
  root = createRoot(frame)
  const prompt = writtenPrompt(count)
  if (list === 'ours') await openOurs(prompt)
  else if (list === 'textarea') root.render(<Bare messages={(JSON.parse(prompt.json) as Prompt).messages} />)
  else root.render(<AllMounted first={(JSON.parse(prompt.json) as Prompt).messages} />)
  const found = await present()
  found.focus()
  if (found instanceof HTMLTextAreaElement) {
    const [first = ''] = found.value.split(between)
    found.setSelectionRange(first.length, first.length)
    text = () => found.value.split(between)[0] ?? ''
    return
  }
  const view = EditorView.findFromDOM(found)
  view?.dispatch({ selection: { anchor: view.state.doc.length } })
}

/** Whether `typed` stands at the end of the first message. Closes the conversation. */
export function endConverse(typed: string): boolean {
  const isRight = text().endsWith(typed)
  root?.unmount()
  root = null
  frame.remove()
  return isRight
}

type Written = { id: string; json: string }
const written = new Map<number, Written>()

/** As a core has it: opening it begins with its JSON. Made by the first go, which is the one before those that are measured. */
function writtenPrompt(count: number): Written {
  const known = written.get(count)
  if (known) return known
  const id = `p${count}`
  const messages = Array.from(
    { length: count },
    (_, index): PromptMessage => ({
      id: `m${index}`,
      role: index % 2 === 0 ? 'user' : 'assistant',
      content: words(index),
    }),
  )
  const prompt: Prompt = {
    id,
    name: 'Bench',
    model: 'claude-haiku-4-5',
    apiVersion: 'automatic',
    system: '',
    messages,
    prefill: '',
    settings: { max_tokens: 100 },
  }
  const made = { id, json: JSON.stringify(prompt) }
  written.set(count, made)
  return made
}

/** What each message says. */
function words(index: number): string {
  return `Message ${index}: what was said here is about two lines long, as such messages are, and has no end that matters.`
}

async function openOurs({ id, json }: Written): Promise<void> {
  const host = coreInPage(new Map([[id, json]]))
  const services = createPromptServices(host, createToaster(), () => {})
  await services.prompts.getState().open(id)
  text = () => textOf(services.prompts.getState().settle()?.messages[0]?.content ?? '')
  root?.render(
    <KeymapProvider keymap={keymap}>
      <PromptServicesProvider services={services}>
        <Conversation />
      </PromptServicesProvider>
    </KeymapProvider>,
  )
}

/** A list is that of one prompt: another one has another list. */
function Conversation() {
  return <MessageList key={usePrompt(({ id }) => id)} />
}

function present(): Promise<HTMLElement> {
  return new Promise((resolve) => {
    const look = () => {
      const found = frame.querySelector<HTMLElement>(field)
      if (found) resolve(found)
      else requestAnimationFrame(look)
    }
    look()
  })
}

/** What peers do: every message is in the page whole, and only the one that changes is rendered again. */
function AllMounted({ first }: { first: PromptMessage[] }) {
  const [messages, setMessages] = useState(first)
  const change = useCallback(
    (index: number, content: string) =>
      setMessages((before) => before.map((message, at) => (at === index ? { ...message, content } : message))),
    [],
  )
  return messages.map((message, index) => <Row key={message.id} message={message} index={index} onChange={change} />)
}

type RowProps = { message: PromptMessage; index: number; onChange: (index: number, content: string) => void }

const Row = memo(function Row({ message, index, onChange }: RowProps) {
  return (
    <div className="bench-row">
      <b>{message.role}</b>
      <textarea
        className="bench-field"
        value={textOf(message.content)}
        onChange={({ currentTarget }) => onChange(index, currentTarget.value)}
      />
    </div>
  )
})

/** The same words in one field, as in an editor of plain text. */
function Bare({ messages }: { messages: PromptMessage[] }) {
  return (
    <textarea
      className="bench-field bench-whole"
      defaultValue={messages.map(({ content }) => textOf(content)).join(between)}
    />
  )
}
