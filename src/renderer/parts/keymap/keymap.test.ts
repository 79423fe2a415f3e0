// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { actionList } from './actions.ts'
import { createKeymap, type Keymap } from './keymap.ts'

const desktop = { usesCommandKey: false, isBrowserTab: false }
let keymap: Keymap
let done: string[]

beforeEach(() => {
  document.body.innerHTML = ''
  keymap = createKeymap(desktop)
  done = []
  keymap.register({
    run: () => done.push('run'),
    undo: () => done.push('undo'),
    showShortcuts: () => done.push('sheet'),
    newPrompt: () => done.push('new'),
  })
})

/** Presses a key on an element put into the page; answers whether the page took the key. */
function press(html: string, key: string, options: KeyboardEventInit = {}): boolean {
  document.body.innerHTML = html
  const target = document.body.querySelector('[data-target]') ?? document.body
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options })
  window.addEventListener('keydown', keymap.handle, { once: true })
  target.dispatchEvent(event)
  return event.defaultPrevented
}

it('does an action and keeps its key from the browser', () => {
  expect(press('', 'Enter', { ctrlKey: true })).toBe(true)
  expect(done).toEqual(['run'])
})

it('runs from inside a field, but leaves plain characters to it', () => {
  press('<textarea data-target></textarea>', 'Enter', { ctrlKey: true })
  press('<textarea data-target></textarea>', '?', { shiftKey: true })
  expect(done).toEqual(['run'])
  press('<button data-target></button>', '?', { shiftKey: true })
  expect(done).toEqual(['run', 'sheet'])
})

it('leaves to macOS what it keeps for itself', () => {
  expect(keymap.keysOf('replace')).toEqual(['Mod+H', 'Mod+Alt+F'])
  expect(createKeymap({ usesCommandKey: true, isBrowserTab: false }).keysOf('replace')).toEqual(['Mod+Alt+F'])
})

it('does nothing while an input method composes', () => {
  press('<textarea data-target></textarea>', 'Enter', { ctrlKey: true, isComposing: true })
  press('<textarea data-target></textarea>', 'Enter', { ctrlKey: true, keyCode: 229 })
  expect(done).toEqual([])
})

it('does nothing behind a dialog or a menu', () => {
  press('<div role="dialog"><button data-target></button></div>', 'Enter', { ctrlKey: true })
  press('<div role="menu"><button data-target></button></div>', 'Enter', { ctrlKey: true })
  expect(done).toEqual([])
})

it('does the keys of the window again as soon as a dialog begins to close', () => {
  expect(press('<div role="dialog" data-closed><button data-target></button></div>', 'Enter', { ctrlKey: true })).toBe(
    true,
  )
  expect(done).toEqual(['run'])
})

it('undoes in the prompt only, and leaves undo to other fields', () => {
  press('<input data-target>', 'z', { ctrlKey: true })
  expect(done).toEqual([])
  press('<div data-prompt-editor><input data-target></div>', 'z', { ctrlKey: true })
  expect(done).toEqual(['undo'])
})

it('lets a key go when its action has nothing to do, and asks the earlier handler first', () => {
  const remove = keymap.register({ run: () => false })
  expect(press('', 'Enter', { ctrlKey: true })).toBe(true)
  expect(done).toEqual(['run'])
  remove()
  keymap.register({ stop: () => false })
  expect(press('', 'Escape')).toBe(false)
})

it('prints and takes Alt N in a browser tab, which keeps Ctrl N for itself', () => {
  expect(keymap.shortcut('newPrompt')).toBe('Ctrl N')
  const inTab = createKeymap({ ...desktop, isBrowserTab: true })
  expect(inTab.shortcut('newPrompt')).toBe('Alt N')
  expect(inTab.list().find(({ name }) => name === 'newPrompt')?.shortcuts).toEqual(['Alt N'])
})

it('gives every action a key that no other action has, in both hosts', () => {
  const keys = actionList.flatMap(([, action]) => action.keys)
  expect(new Set(keys).size).toBe(keys.length)
  for (const isBrowserTab of [true, false]) {
    const listed = createKeymap({ ...desktop, isBrowserTab }).list()
    expect(listed.filter(({ shortcuts }) => shortcuts.length === 0)).toEqual([])
  }
})

it('takes the keys that the person chose, on every printed place at once', () => {
  let told = 0
  keymap.subscribe(() => {
    told += 1
  })
  keymap.rebind({ run: ['Mod+Alt+R', 'F9'] })
  expect([told, keymap.shortcut('run')]).toEqual([1, 'Ctrl Alt R'])
  press('', 'Enter', { ctrlKey: true })
  press('', 'F9')
  expect(done).toEqual(['run'])
  keymap.rebind({})
  press('', 'Enter', { ctrlKey: true })
  expect(done).toEqual(['run', 'run'])
})

it('leaves a key to the action that the person gave it to, and an action without keys in peace', () => {
  keymap.rebind({ run: ['Mod+Z'], newPrompt: [] })
  expect([keymap.shortcut('undo'), keymap.shortcut('newPrompt')]).toEqual(['', ''])
  press('<div data-prompt-editor><input data-target></div>', 'z', { ctrlKey: true })
  expect(done).toEqual(['run'])
})

it('fires no single key in a field, whatever the person chose, and none while AltGr types', () => {
  keymap.rebind({ run: ['J'], undo: ['Mod+Alt+E'] })
  press('<textarea data-target></textarea>', 'j')
  press('<textarea data-target></textarea>', '€', { ctrlKey: true, altKey: true, modifierAltGraph: true })
  expect(done).toEqual([])
  press('<button data-target></button>', 'j')
  expect(done).toEqual(['run'])
})

it('does an action as its key would, and says whether there was anything to do', () => {
  expect([keymap.perform('run'), keymap.perform('stop')]).toEqual([true, false])
  expect([keymap.isRegistered('run'), keymap.isRegistered('stop')]).toEqual([true, false])
})

it('offers what features declare, as long as they are there', () => {
  const names = ['One']
  const remove = keymap.offers.add(() =>
    names.map((label) => ({ id: label, label, group: 'View' as const, perform: () => {} })),
  )
  names.push('Two')
  expect(keymap.offers.all().map(({ label }) => label)).toEqual(['One', 'Two'])
  let told = 0
  const end = keymap.offers.onAdded(() => {
    told += 1
  })
  keymap.offers.add(() => [])
  end()
  keymap.offers.add(() => [])
  expect(told).toBe(1)
  remove()
  expect(keymap.offers.all()).toEqual([])
})
