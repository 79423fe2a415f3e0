// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { createCardsStore } from '../cards/cards-store.ts'
import { followTurns } from './follow-turns.ts'

/** The messages that were brought into sight, in order; again and again until they are drawn counts as once. */
let shown: (string | undefined)[]
const scroller = () => document.getElementById('scroller')!

beforeEach(() => {
  document.body.innerHTML =
    '<div id="scroller" style="overflow-y: auto"><div data-message-list>' +
    '<div data-message="a"></div><div data-message="b"></div></div></div><button></button>'
  shown = []
  HTMLElement.prototype.scrollIntoView = function (this: HTMLElement) {
    if (shown.at(-1) !== this.dataset.message) shown.push(this.dataset.message)
  }
})

it('brings each message that comes into sight', () => {
  const { added } = followTurns({ cards: createCardsStore() })
  document.querySelector('button')!.dispatchEvent(new Event('pointerdown', { bubbles: true }))
  added('a')
  added('b')
  expect(shown).toEqual(['a', 'b'])
})

it('leaves the list alone once the person has turned to it', () => {
  for (const act of ['wheel', 'pointerdown', 'keydown']) {
    const { added } = followTurns({ cards: createCardsStore() })
    added('a')
    scroller().firstElementChild!.dispatchEvent(new Event(act, { bubbles: true }))
    added('b')
  }
  expect(shown).toEqual(['a'])
})
