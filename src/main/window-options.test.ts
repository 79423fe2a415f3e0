import { expect, it } from 'vitest'
import { lockedPreferences, restoreState, windowOptions } from './window-options.ts'

const screens = [{ x: 0, y: 0, width: 1920, height: 1040 }]

it('gives every window the same frozen rights, and few of them', () => {
  const preferences = lockedPreferences('/preload.cjs')
  expect(Object.isFrozen(preferences)).toBe(true)
  expect(preferences).toEqual({
    preload: '/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
  })
  expect(windowOptions(restoreState(null, screens), '/preload.cjs', true).webPreferences).toEqual(preferences)
})

it('puts a window back where it was', () => {
  const state = { x: 40, y: 30, width: 1200, height: 800, isMaximized: true }
  expect(restoreState(state, screens)).toEqual(state)
})

it('does not put a window on a screen that is gone', () => {
  expect(restoreState({ x: 3000, y: 30, width: 1200, height: 800 }, screens)).toEqual({
    width: 1200,
    height: 800,
    isMaximized: false,
  })
})

it.each([null, 'text', {}, { width: 10, height: 10 }, { width: Number.NaN, height: 800 }, { width: 1e9, height: 800 }])(
  'starts with a fresh window where %j is stored',
  (stored) => {
    expect(restoreState(stored, screens)).toEqual({ width: 1440, height: 900, isMaximized: false })
  },
)
