import { expect, it } from 'vitest'
import { createKeymap } from './keymap.ts'
import { refusalOf, withDefault, withKey, withoutKeys } from './rebinding.ts'

const makeKeymap = () => createKeymap({ usesCommandKey: false, isBrowserTab: false })

it('refuses a key that is kept for something else, or that another action has', () => {
  const keymap = makeKeymap()
  expect(refusalOf(keymap, 'run', 'Mod+C')).toMatchObject({ kind: 'reserved' })
  expect(refusalOf(keymap, 'run', 'Mod+S')).toEqual({
    kind: 'taken',
    owner: 'savePrompt',
    reason: 'It is the key of “Save prompt”.',
  })
  expect(refusalOf(keymap, 'run', 'Mod+Enter')).toBe(null)
  expect(refusalOf(keymap, 'run', 'F9')).toBe(null)
})

it('takes a key from its owner, which keeps its others', () => {
  const keymap = makeKeymap()
  keymap.rebind(withKey(keymap, 'run', 'Mod+Y'))
  expect([keymap.keysOf('run'), keymap.keysOf('redo')]).toEqual([['Mod+Y'], ['Mod+Shift+Z']])
})

it('goes back to the keys of the map, but for one that another action was given meanwhile', () => {
  const keymap = makeKeymap()
  keymap.rebind(withKey(keymap, 'run', 'F9'))
  keymap.rebind(withKey(keymap, 'savePrompt', 'Mod+Enter'))
  const { bindings, lost } = withDefault(keymap, 'run')
  keymap.rebind(bindings)
  expect([keymap.keysOf('run'), lost]).toEqual([[], ['savePrompt']])
  keymap.rebind(withDefault(keymap, 'savePrompt').bindings)
  expect([keymap.keysOf('run'), keymap.keysOf('savePrompt'), keymap.bindings()]).toEqual([['Mod+Enter'], ['Mod+S'], {}])
})

it('takes every key from an action', () => {
  const keymap = makeKeymap()
  keymap.rebind(withoutKeys(keymap, 'redo'))
  expect([keymap.keysOf('redo'), keymap.shortcut('redo')]).toEqual([[], ''])
})
