// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Prompt, PromptMessage } from '#shared/prompt/prompt'
import type { Host } from '../../../host/host.ts'
import { createToaster } from '../../../ui/toast.tsx'
import { createKeymap } from '../../keymap/keymap.ts'
import { KeymapProvider } from '../../keymap/use-keymap.tsx'
import { HeaderEnd, HeaderStart } from '../cards/message-header.tsx'
import { workedField } from '../cards/worked-field.ts'
import { changeRole, setContent } from '../edits/prompt-edits.ts'
import { createPromptServices, type PromptServices, PromptServicesProvider } from '../prompt-services.tsx'
import { MessageList } from './message-list.tsx'

let root: Root
let services: PromptServices
/** What of the messages was read since it was last emptied: `content of m3`. */
let read: string[]

/** Nothing here asks the core for anything that it would have to answer. */
const silent: Host = {
  call: () => new Promise(() => {}),
  stream: () => {
    throw new Error('Nothing streams here.')
  },
  onLost: () => {},
}

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  document.body.innerHTML = '<div id="root"></div>'
  root = createRoot(document.getElementById('root')!)
  read = []
  // Never at rest: only what typing itself does is counted.
  const never = new Promise<void>(() => {})
  services = createPromptServices(silent, createToaster(), () => {}, never)
})
afterEach(() => {
  act(() => root.unmount())
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** A message that notes who reads its words or its role. */
function watched(index: number): PromptMessage {
  const message: PromptMessage = { id: `m${index}`, role: 'user', content: `Words ${index}` }
  return new Proxy(message, {
    get: (target, field) => {
      if (field === 'content' || field === 'role') read.push(`${field} of ${target.id}`)
      return Reflect.get(target, field)
    },
  })
}

async function show(count: number) {
  const prompt: Prompt = {
    id: `p${count}`,
    name: 'Long',
    model: 'claude-haiku-4-5',
    apiVersion: 'automatic',
    system: '',
    messages: Array.from({ length: count }, (_, index) => watched(index)),
    prefill: '',
    settings: { max_tokens: 100 },
  }
  // As it is once it was opened; a core would make its own messages of these.
  act(() => services.prompts.setState({ prompt, saved: prompt }))
  const keymap = createKeymap({ usesCommandKey: false, isBrowserTab: true })
  await act(async () =>
    root.render(
      <KeymapProvider keymap={keymap}>
        <PromptServicesProvider services={services}>
          <MessageList />
        </PromptServicesProvider>
      </KeymapProvider>,
    ),
  )
}

function edit(how: (prompt: Prompt) => Prompt) {
  act(() => services.prompts.setState(({ prompt }) => ({ prompt: prompt && how(prompt) })))
}

const change = (text: string) => edit(setContent({ kind: 'message', id: 'm0' }, text))

async function readByEdit(count: number): Promise<string[]> {
  await show(count)
  read = []
  change('Others')
  expect(document.body.textContent).toContain('Others')
  return read.filter((what) => !what.endsWith(' of m0'))
}

it('reads no other message when one is typed into, however many there are', async () => {
  expect(await readByEdit(10)).toEqual([])
  expect(await readByEdit(10_000)).toEqual([])
})

it('renders the header of a message again where its role changes, and not for its words', async () => {
  // What a memoised component renders, which React takes from here when it is first shown.
  const rendersOf = (part: object) => vi.spyOn(part as { type: (props: object) => unknown }, 'type')
  const headers = [rendersOf(HeaderStart), rendersOf(HeaderEnd)]
  await show(3)
  const before = headers.map(({ mock }) => mock.calls.length)
  expect(before).toEqual([3, 3])
  for (const text of ['A', 'Ab', 'Abc']) change(text)
  expect(document.body.textContent).toContain('Abc')
  expect(headers.map(({ mock }) => mock.calls.length)).toEqual(before)
  edit(changeRole('m0', 'assistant'))
  expect(headers.map(({ mock }) => mock.calls.length)).toEqual([4, 4])
})

it('has few elements for very many messages, and the words of them all', async () => {
  await show(10_000)
  expect(document.querySelectorAll('[data-message-list] *').length).toBeLessThan(1_000)
  const words = document.body.textContent
  for (const index of [0, 199, 200, 5_000, 9_999]) expect(words).toContain(`Words ${index}\n`.trim())
})

it('has the card of a message that was asked for, wherever it is, and those of a short list', async () => {
  await show(10_000)
  expect(document.querySelector('[data-message="m7001"]')).toBeNull()
  act(() => services.cards.getState().reveal('m7001'))
  expect(document.querySelector('[data-message="m7001"] [role="textbox"]')?.textContent).toBe('Words 7001')
  await show(20)
  expect(document.querySelectorAll('[data-message]').length).toBe(20)
})

it('knows the text that is worked on from the first focus, before anything that waits for rest has loaded', async () => {
  await show(3)
  act(() => document.querySelector<HTMLElement>('[data-message="m1"] [role="textbox"]')!.focus())
  const field = document.activeElement
  expect(field?.closest('[data-message-text]')).not.toBeNull()
  expect(workedField('m1')).toBe(field)
  expect(services.cards.getState().worked).toBe('m1')
  expect(workedField('m2')).toBeNull()
})

/** Lays the list out, a message in 100 pixels, in a window of 768; what comes near is told when `frame` is called. */
function layOut(): { frame: () => void } {
  const observers: { look: () => void }[] = []
  const boxOf = (element: Element) => {
    const all = [...document.querySelectorAll<HTMLElement>('[data-message], [data-far-from]')]
    const countOf = (one: HTMLElement) => Number(one.dataset.farCount ?? 1)
    const inside = all.filter((one) => element.contains(one))
    const before = inside[0] ? all.slice(0, all.indexOf(inside[0])) : all
    const sum = (some: HTMLElement[]) => some.reduce((px, one) => px + 100 * countOf(one), 0)
    return new DOMRect(0, sum(before), 600, sum(inside))
  }
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    return boxOf(this)
  })
  Object.assign(document, { caretPositionFromPoint: () => null })
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      elements = new Set<Element>()
      constructor(tell: (entries: unknown[]) => void, { rootMargin }: { rootMargin: string }) {
        const look = () => {
          const entries = [...this.elements].map((target) => {
            const boundingClientRect = boxOf(target)
            const isIntersecting = boundingClientRect.top < window.innerHeight + Number.parseInt(rootMargin, 10)
            return { target, isIntersecting, boundingClientRect }
          })
          if (entries.length > 0) tell(entries)
        }
        observers.push({ look })
      }
      observe = (element: Element) => this.elements.add(element)
      unobserve = (element: Element) => this.elements.delete(element)
      disconnect = () => this.elements.clear()
    },
  )
  const frame = () =>
    act(() => {
      for (const { look } of observers) look()
    })
  return { frame }
}

const cards = () => document.querySelectorAll('[data-message]').length
const focusText = (id: string) =>
  act(() => document.querySelector<HTMLElement>(`[data-message="${id}"] [role="textbox"]`)!.focus())

it('has the cards of the screen until something is scrolled, and then those that are about to be seen', async () => {
  const { frame } = layOut()
  await show(10_000)
  frame()
  expect(cards()).toBe(10)
  act(() => void document.dispatchEvent(new Event('scroll')))
  frame()
  expect(cards()).toBe(15)
})

it('has the cards behind the last one before Tab can come to it', async () => {
  const { frame } = layOut()
  await show(10_000)
  focusText('m0')
  frame()
  expect(cards()).toBe(10)
  focusText('m5')
  frame()
  expect(cards()).toBe(15)
})
