// @vitest-environment happy-dom
import { act, type ReactNode, useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Combobox } from './combobox.tsx'
import { NumberField } from './number-field.tsx'
import { SplitPane } from './split-pane.tsx'
import { TagsInput } from './tags-input.tsx'
import { createToaster, ToastRegion } from './toast.tsx'

let root: Root
/** What the widgets reported, in order. */
let reported: unknown[]

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  // The test page has no top layer; where a popup stands is looked at in the real browser.
  Object.assign(HTMLElement.prototype, { showPopover() {}, scrollIntoView() {} })
  document.body.innerHTML = '<div id="root"></div>'
  root = createRoot(document.getElementById('root')!)
  reported = []
})
afterEach(() => act(() => root.unmount()))

const show = (content: ReactNode) => act(() => root.render(content))
const field = () => document.querySelector('input')!
const text = () => document.body.textContent

function type(value: string) {
  act(() => {
    // React listens to the setter of the element itself, so the prototype's is called as a browser does.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(field(), value)
    field().dispatchEvent(new Event('input', { bubbles: true }))
  })
}
const press = (key: string, options: KeyboardEventInit = {}, target: Element = field()) =>
  act(
    () => void target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options })),
  )

function Temperature({ value: first }: { value: number | null }) {
  const [value, setValue] = useState(first)
  const change = (next: number | null) => {
    reported.push(next)
    setValue(next)
  }
  return <NumberField label="Temperature" value={value} step={0.1} placeholder="1" onChange={change} />
}

it('reports a number outside of any range as typed', () => {
  show(<Temperature value={0.2} />)
  type('99')
  expect(reported).toEqual([99])
})

it('keeps what is no number, explains it and reports nothing', () => {
  show(<Temperature value={0.2} />)
  type('warm')
  expect(field().value).toBe('warm')
  expect(field().getAttribute('aria-invalid')).toBe('true')
  expect(text()).toContain('“warm” is not a number. 0.2 is still used.')
  type('a whole sentence that was pasted here')
  expect(text()).toContain('“a whole sentence…” is not a number. 0.2 is still used.')
  expect(reported).toEqual([])
})

it('keeps a number as it was typed while it is being typed', () => {
  show(<Temperature value={1} />)
  type('0.')
  type('0.50')
  expect(field().value).toBe('0.50')
  expect(reported).toEqual([0, 0.5])
})

it('steps from the placeholder where nothing is set, without errors of the binary kind', () => {
  show(<Temperature value={null} />)
  press('ArrowDown')
  press('ArrowDown')
  expect(reported).toEqual([0.9, 0.8])
})

function Tags({ first }: { first: string[] }) {
  const [tags, setTags] = useState(first)
  const change = (next: string[]) => {
    reported.push(next)
    setTags(next)
  }
  return <TagsInput label="Stop sequences" tags={tags} onChange={change} />
}

it('adds a tag with Enter, typed escapes meaning what they say, and shows them', () => {
  show(<Tags first={[]} />)
  type('\\n\\nUser:')
  press('Enter')
  expect(reported).toEqual([['\n\nUser:']])
  expect(text()).toContain('\\n\\nUser:')
  expect(field().value).toBe('')
})

it('takes the last tag away with Backspace in the empty field only', () => {
  show(<Tags first={['a', 'b']} />)
  type('x')
  press('Backspace')
  expect(reported).toEqual([])
  type('')
  press('Backspace')
  expect(reported).toEqual([['a']])
})

it('does not add what an input method is still composing', () => {
  show(<Tags first={[]} />)
  type('かな')
  press('Enter', { isComposing: true })
  expect(reported).toEqual([])
})

const models = [
  { value: 'claude-haiku-4-5', label: 'Claude Haiku 4.5', group: 'Haiku' },
  { value: 'claude-opus-5-5', label: 'Claude Opus 5.5', group: 'Opus' },
]
const modelBox = <Combobox label="Model" value="claude-haiku-4-5" items={models} onCommit={(id) => reported.push(id)} />
const options = () => [...document.querySelectorAll('[role=option]')].map((option) => option.textContent)

/** What is loaded behind the first screen is there, and what the library does a moment later is done. */
const settled = (part: Promise<unknown>) =>
  act(async () => {
    await part
  })
const listLoaded = () => settled(import('./combobox-field.tsx'))

it('keeps what is typed and where the focus is until its list has loaded', async () => {
  show(modelBox)
  act(() => field().focus())
  type('opus')
  await listLoaded()
  expect(field().value).toBe('opus')
  expect(document.activeElement).toBe(field())
  expect(options()).toEqual(['Claude Opus 5.5'])
  // Selected text would be replaced by the next key.
  expect([field().selectionStart, field().selectionEnd]).toEqual([4, 4])
})

it('begins anew with the first key, and forgets it on Escape, also before its list has loaded', () => {
  show(modelBox)
  const before = field().value
  act(() => field().focus())
  expect([field().selectionStart, field().selectionEnd]).toEqual([0, before.length])
  type('opus')
  expect(field().value).toBe('opus')
  press('Escape')
  expect(field().value).toBe(before)
  type('sonnet')
  act(() => field().blur())
  expect(field().value).toBe(before)
})

it('takes any typed text with Enter', async () => {
  show(modelBox)
  await listLoaded()
  type(' my-own-model ')
  await expect
    .poll(async () => {
      await listLoaded()
      return text()
    })
    .toContain('Enter takes it as typed')
  press('Enter')
  expect(reported).toEqual(['my-own-model'])
})

it('resets a divider with a double click', async () => {
  show(
    <SplitPane
      orientation="horizontal"
      label="Width"
      unit="%"
      size={30}
      defaultSize={50}
      limits={{ first: 100, second: 100 }}
      first="one"
      second="two"
      onResized={(size) => reported.push(size)}
    />,
  )
  const divider = () => document.querySelector('[role=separator]')
  const loaded = async () => {
    await settled(import('./split-divider.tsx'))
    return divider()
  }
  await expect.poll(loaded).not.toBeNull()
  act(() => void divider()!.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })))
  expect(reported).toEqual([null])
})

it('offers Undo in a toast, once, also in one that was shown before its region was there', async () => {
  const toaster = createToaster()
  toaster.show('“Haiku” is deleted.', { label: 'Undo', onSelect: () => reported.push('undone') })
  show(<ToastRegion toaster={toaster} />)
  const shown = async () => {
    await settled(import('./toast-region.tsx'))
    return text()
  }
  await expect.poll(shown).toContain('“Haiku” is deleted.')
  act(() => document.querySelector('button')!.click())
  expect(reported).toEqual(['undone'])
  await expect.poll(shown).not.toContain('deleted')
})
