// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest'
import { countChanges, createMergeView, type MergeText } from './merge-view.ts'

let view: MergeText
afterEach(() => view.destroy())

function show(before: string, after: string) {
  const look = { isSideBySide: false, isCollapsed: false, beforeLabel: 'Before', afterLabel: 'After', onStep: () => {} }
  view = createMergeView({ before, after }, look)
  document.body.replaceChildren(view.dom)
}
const signs = (place: string) =>
  [...view.dom.querySelectorAll(`${place} .cm-specialChar`)].map(({ textContent }) => textContent)

it('marks what cannot be seen in text that goes as in text that comes', () => {
  const hidden = 'a\u200bb\u202ec\u{e0041}d\u0007e'
  show(`same\n${hidden}\n`, 'same\nplain\n')
  const codes = ['U+200B', 'U+202E', 'U+E0041', '␇']
  expect(signs('.cm-deletedChunk')).toEqual(codes)
  expect(view.dom.querySelector('.cm-deletedChunk')?.textContent).toBe(
    `a${codes[0]}b${codes[1]}c${codes[2]}d${codes[3]}e`,
  )
  view.destroy()
  show('same\nplain\n', `same\n${hidden}\n`)
  expect(signs('.cm-line')).toEqual(codes)
})

it('shows a line end that goes, where texts differ in nothing else', () => {
  const texts = { before: 'one\r\ntwo', after: 'one\ntwo' }
  show(texts.before, texts.after)
  expect(countChanges(texts)).toBe(1)
  expect(signs('.cm-deletedChunk')).toEqual(['␍'])
})
