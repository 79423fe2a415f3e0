// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createGrowingText } from '../growing-text.ts'
import { StreamingMarkdown } from './streaming-markdown.tsx'

const parsed = vi.hoisted(() => [] as string[])
vi.mock('./markdown-block.tsx', async (importOriginal) => {
  const all = await importOriginal<typeof import('./markdown-block.tsx')>()
  const showPiece: typeof all.showPiece = (text, joined) => {
    parsed.push(text)
    return all.showPiece(text, joined)
  }
  return { ...all, showPiece }
})

beforeEach(() => void Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true }))
afterEach(() => void vi.restoreAllMocks())

it('parses each piece of a long paragraph once, though it moves to where it is laid out by itself and back in the end', () => {
  let clock = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (clock += 1_000))
  const text = createGrowingText()
  const place = document.createElement('div')
  const root = createRoot(place)
  const render = (isComplete: boolean) =>
    act(() => root.render(<StreamingMarkdown text={text} length={text.length} isComplete={isComplete} />))
  for (let count = 0; count < 200; count += 1) {
    text.append(`Sentence ${count} has *some* markup in it, and a few words more, so that it is long enough. `)
    render(false)
  }
  expect(place.querySelectorAll('p').length).toBeGreaterThan(2)
  text.append('The end.')
  render(true)
  expect(place.querySelectorAll('p')).toHaveLength(1)
  expect(place.textContent).toBe(text.toString().replaceAll('*', ''))
  expect(parsed.length).toBeGreaterThan(150)
  expect(new Set(parsed).size).toBe(parsed.length)
  act(() => root.unmount())
})

it('keeps what is selected in it while it grows, and when it becomes one paragraph in the end', () => {
  let clock = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (clock += 1_000))
  const text = createGrowingText()
  const place = document.createElement('div')
  document.body.append(place)
  const root = createRoot(place)
  const render = (isComplete: boolean) =>
    act(() => root.render(<StreamingMarkdown text={text} length={text.length} isComplete={isComplete} />))
  const selected = () => String(document.getSelection())
  for (let count = 0; count < 200; count += 1) {
    text.append(`Sentence ${count} has some *words* in it, and a few more, so that it is long enough by itself. `)
    render(false)
    if (count === 20) select(place, 'Sentence 3 has', 'Sentence 5')
    if (count >= 20) expect(selected()).toMatch(/^Sentence 3 has some words in it.* Sentence 5$/s)
  }
  expect(place.querySelectorAll('p').length).toBeGreaterThan(2)
  render(true)
  expect(place.querySelectorAll('p')).toHaveLength(1)
  expect(selected()).toMatch(/^Sentence 3 has some words in it.* Sentence 5$/s)
  act(() => root.unmount())
})

/** From the beginning of one text to the end of another. */
function select(place: Element, first: string, last: string): void {
  const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
  const ends: [Node, number][] = []
  while (texts.nextNode()) {
    const node = texts.currentNode as Text
    if (ends.length === 0 && node.data.includes(first)) ends.push([node, node.data.indexOf(first)])
    if (ends.length === 1 && node.data.includes(last)) ends.push([node, node.data.indexOf(last) + last.length])
  }
  const [from, to] = ends
  if (from && to) document.getSelection()?.setBaseAndExtent(...from, ...to)
}
