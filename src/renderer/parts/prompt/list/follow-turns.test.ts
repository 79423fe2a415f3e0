// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createCardsStore } from '../cards/cards-store.ts'
import { followTurns } from './follow-turns.ts'

/** The messages that were brought into sight, in order. */
let shown: (string | undefined)[]
/** Has the list grow, as when the editor of a card has come. */
let grow: () => void
const scroller = () => document.getElementById('scroller')!

beforeEach(() => {
  document.body.innerHTML =
    '<div id="scroller" style="overflow-y: auto"><div data-message-list>' +
    '<div data-message="a"></div><div data-message="b"></div></div></div><button></button>'
  shown = []
  grow = () => {}
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(tell: () => void) {
        grow = tell
      }
      observe() {}
      disconnect() {
        grow = () => {}
      }
    },
  )
  HTMLElement.prototype.scrollIntoView = function (this: HTMLElement) {
    shown.push(this.dataset.message)
  }
})

afterEach(() => vi.unstubAllGlobals())

it('brings each message that comes into sight', () => {
  const { added } = followTurns({ cards: createCardsStore() })
  document.querySelector('button')!.dispatchEvent(new Event('pointerdown', { bubbles: true }))
  added('a')
  added('b')
  grow()
  expect(shown).toEqual(['a', 'b', 'b'])
})

it('leaves the list alone once the person has turned to it', () => {
  for (const act of ['wheel', 'pointerdown', 'keydown']) {
    const { added } = followTurns({ cards: createCardsStore() })
    added('a')
    scroller().firstElementChild!.dispatchEvent(new Event(act, { bubbles: true }))
    added('b')
    grow()
  }
  expect(shown).toEqual(['a', 'a', 'a'])
})
