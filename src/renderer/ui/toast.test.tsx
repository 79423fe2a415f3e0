// @vitest-environment happy-dom
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createToaster, type Toaster, ToastRegion } from './toast.tsx'
import { LoadedRegion } from './toast-region.tsx'

let root: Root
let toaster: Toaster
let undone: number

beforeEach(() => {
  document.body.innerHTML = '<button id="before">Before</button><button id="other">Other</button><div id="root"></div>'
  root = createRoot(document.getElementById('root')!)
  toaster = createToaster()
  undone = 0
})
const undo = () => {
  undone += 1
}
afterEach(() => root.unmount())

const button = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('button')].find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent) === name,
  )
async function show(message: string, label: string, onSelect: () => void) {
  root.render(<LoadedRegion toaster={toaster} />)
  toaster.show(message, { label, onSelect })
  await expect.poll(() => button(label)).toBeDefined()
}
/** As Tab or a pointer would bring the focus, away from the button before; done once the toast is gone. */
async function press(name: string) {
  document.getElementById('before')!.focus()
  button(name)!.focus()
  button(name)!.click()
  await expect.poll(() => button(name)).toBeUndefined()
}
const focused = () => document.activeElement?.id

it('keeps what is shown before its region is there', async () => {
  toaster.show('Early.')
  root.render(<ToastRegion toaster={toaster} />)
  await expect.poll(() => document.body.textContent).toContain('Early.')
})

it('is not turned around by a name from a hostile file', async () => {
  await show('“invoice\u202Egnp.exe” is imported.', 'Undo', undo)
  expect(document.body.textContent).toContain('“invoicegnp.exe” is imported.')
})

it('gives the focus back to what had it before, whichever way it was closed', async () => {
  await show('Deleted.', 'Undo', undo)
  await press('Dismiss')
  await expect.poll(focused).toBe('before')
  await show('Deleted.', 'Undo', undo)
  await press('Undo')
  await expect.poll(focused).toBe('before')
  expect(undone).toBe(1)
})

it('leaves the focus where the action puts it', async () => {
  await show('Moved.', 'Show', () => document.getElementById('other')!.focus())
  await press('Show')
  await expect.poll(focused).toBe('other')
})

it('can be taken away by who showed it, before its region is there too, and tells when it is gone', async () => {
  const gone: string[] = []
  const early = toaster.show('Early.', undefined, () => void gone.push('early'))
  early()
  const late = toaster.show('Late.', undefined, () => void gone.push('late'))
  root.render(<LoadedRegion toaster={toaster} />)
  await expect.poll(() => document.body.textContent).toContain('Late.')
  expect(document.body.textContent).not.toContain('Early.')
  late()
  await expect.poll(() => gone).toEqual(['late'])
  expect(document.body.textContent).not.toContain('Late.')
})
