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

async function type(value: string) {
  await act(() => {
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

it('reports a number outside of any range as typed', async () => {
  await show(<Temperature value={0.2} />)
  await type('99')
  expect(reported).toEqual([99])
})

it('keeps what is no number, explains it and reports nothing', async () => {
  await show(<Temperature value={0.2} />)
  await type('warm')
  expect(field().value).toBe('warm')
  expect(field().getAttribute('aria-invalid')).toBe('true')
  expect(text()).toContain('“warm” is not a number. 0.2 is still used.')
  expect(reported).toEqual([])
})

it('keeps a number as it was typed while it is being typed', async () => {
  await show(<Temperature value={1} />)
  await type('0.')
  await type('0.50')
  expect(field().value).toBe('0.50')
  expect(reported).toEqual([0, 0.5])
})

it('steps from the placeholder where nothing is set, without errors of the binary kind', async () => {
  await show(<Temperature value={null} />)
  await press('ArrowDown')
  await press('ArrowDown')
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

it('adds a tag with Enter, typed escapes meaning what they say, and shows them', async () => {
  await show(<Tags first={[]} />)
  await type('\\n\\nUser:')
  await press('Enter')
  expect(reported).toEqual([['\n\nUser:']])
  expect(text()).toContain('\\n\\nUser:')
  expect(field().value).toBe('')
})

it('takes the last tag away with Backspace in the empty field only', async () => {
  await show(<Tags first={['a', 'b']} />)
  await type('x')
  await press('Backspace')
  expect(reported).toEqual([])
  await type('')
  await press('Backspace')
  expect(reported).toEqual([['a']])
})

it('does not add what an input method is still composing', async () => {
  await show(<Tags first={[]} />)
  await type('かな')
  await press('Enter', { isComposing: true })
  expect(reported).toEqual([])
})

const models = [
  { value: 'claude-haiku-4-5', label: 'Claude Haiku 4.5', group: 'Haiku' },
  { value: 'claude-opus-5-5', label: 'Claude Opus 5.5', group: 'Opus' },
]
const modelBox = <Combobox label="Model" value="claude-haiku-4-5" items={models} onCommit={(id) => reported.push(id)} />
const options = () => [...document.querySelectorAll('[role=option]')].map((option) => option.textContent)

it('takes any typed text with Enter', async () => {
  await show(modelBox)
  await type(' my-own-model ')
  expect(text()).toContain('Enter takes it as typed')
  await press('Enter')
  expect(reported).toEqual(['my-own-model'])
})

it('finds items by any of their words and takes the one that the arrows are on', async () => {
  await show(modelBox)
  await type('opus')
  expect(options()).toEqual(['Claude Opus 5.5'])
  await press('ArrowDown')
  expect(field().getAttribute('aria-activedescendant')).toBe(document.querySelector('[role=option]')?.id)
  await press('Enter')
  expect(reported).toEqual(['claude-opus-5-5'])
})

it('changes nothing on Escape', async () => {
  await show(modelBox)
  await type('opus')
  await press('Escape')
  expect(field().value).toBe('claude-haiku-4-5')
  expect(options()).toEqual([])
  expect(reported).toEqual([])
})

it('resets a divider with a double click', async () => {
  await show(
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
  const divider = document.querySelector('[role=separator]')!
  expect(divider.getAttribute('aria-valuenow')).toBe('30')
  await act(() => void divider.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })))
  expect(reported).toEqual([null])
})

it('offers Undo in a toast, once', async () => {
  const toaster = createToaster()
  await show(<ToastRegion toaster={toaster} />)
  await act(() => void toaster.show('“Haiku” is deleted.', { label: 'Undo', onSelect: () => reported.push('undone') }))
  expect(text()).toContain('“Haiku” is deleted.')
  await act(() => document.querySelector('button')!.click())
  expect(reported).toEqual(['undone'])
  expect(text()).not.toContain('deleted')
})
