// @vitest-environment happy-dom
import fc from 'fast-check'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, describe, expect, it } from 'vitest'
import { growingView, stillClock } from '../../../../../test/support/growing-view.ts'
import { lines, texts } from '../../../../../test/support/markdown/markdown-corpus.ts'
import { withoutWrappers } from '../../../../../test/support/markdown/without-wrappers.ts'
import { createGrowingText } from '../growing-text.ts'
import { createRenderTurns, RenderTurnsContext } from '../render-turns.ts'
import { MarkdownBlock } from './markdown-block.tsx'
import { StreamingMarkdown } from './streaming-markdown.tsx'

const clock = stillClock()
afterEach(() => expected.clear())

const answer = (joined = 0) =>
  growingView(clock, (text, isGrowing) => (
    <StreamingMarkdown text={text} length={text.length} isComplete={!isGrowing} joined={joined} />
  ))

/** What an element holds, with the tags that need no end as in React's own markup. */
function markupOf(element: Element): string {
  return withoutWrappers(element.innerHTML.replaceAll(/<((?:br|hr|input)\b[^>]*)>/g, '<$1/>'))
}

const expected = new Map<string, string>()

function atOnce(text: string, joined: number): string {
  const known = expected.get(text)
  if (known !== undefined) return known
  const place = document.createElement('div')
  const root = createRoot(place)
  act(() => root.render(<MarkdownBlock text={text} joined={joined} />))
  const markup = markupOf(place)
  act(() => root.unmount())
  expected.set(text, markup)
  return markup
}

/** Answers that stream beside each other in one window with frames made by hand; to look at the clock takes so many milliseconds. */
function besideEachOther(count: number, lookMs = 0) {
  let frames: (() => void)[] = []
  let press = () => {}
  const sights = new Map<Element, (isInSight: boolean) => void>()
  const now = () => {
    clock.pass(lookMs)
    return clock.now()
  }
  const turns = createRenderTurns({
    now,
    nextFrame: (callback) => void frames.push(callback),
    onInput: (callback) => {
      press = callback
    },
    watch: (element, tell) => {
      sights.set(element, tell)
      return () => void sights.delete(element)
    },
  })
  const answers = Array.from({ length: count }, () => createGrowingText())
  const place = document.createElement('div')
  const root = createRoot(place)
  const render = (isComplete: boolean) =>
    act(() =>
      root.render(
        <RenderTurnsContext value={turns}>
          {answers.map((text, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an answer is its place
            <StreamingMarkdown key={index} text={text} length={text.length} isComplete={isComplete} />
          ))}
        </RenderTurnsContext>,
      ),
    )
  return {
    texts: () => [...place.children].map(({ textContent }) => textContent),
    nextFrame: () =>
      act(() => {
        const due = frames
        frames = []
        for (const callback of due) callback()
      }),
    press: () => press(),
    see: (index: number, isInSight: boolean) => {
      const pane = place.children[index]
      if (pane) sights.get(pane)?.(isInSight)
    },
    add: (chunk: string, afterMs = 1_000) => {
      clock.pass(afterMs)
      for (const text of answers) text.append(chunk)
      render(false)
    },
    complete: () => render(true),
    end: () => act(() => root.unmount()),
  }
}

function expectEveryChunk(chunks: readonly string[], joined = 0) {
  const { place, add, end } = answer(joined)
  let text = ''
  for (const chunk of chunks) {
    text += chunk
    add(chunk)
    expect({ text, markup: markupOf(place) }).toEqual({ text, markup: atOnce(text, joined) })
  }
  end()
}

function cutInto(text: string, sizes: readonly number[]): string[] {
  const chunks: string[] = []
  for (let from = 0, index = 0; from < text.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1
    chunks.push(text.slice(from, from + size))
    from += size
  }
  return chunks
}

/** What words put behind something unfinished could change, each followed by them. */
const unfinished = [
  'The year was\n1986',
  '1986',
  '- 1986',
  'w',
  'See ww',
  'See http',
  'me@x',
  'me',
  'a &copy',
  '[a](https://b.example',
  '[a](b c',
  'x [a',
  '[a]: ',
  '[a\nb]: x',
  '[^1]: note',
  '- [ ] task',
  '- [x',
  '`code',
  '<b',
  '<div>\nin it',
  'a *b',
  '*a* b',
  '__a',
  'a | b\n--|--\nc',
  'a | b\n--|--\nc | d',
  'a |\n--|\nc | c',
  'a |\n--|\nc',
  '# Head',
  '# Head #',
  '> quote',
  '> quote\nlazy',
  '- a\n\n      code',
  '    code',
  '- a\n  b',
  'two  \nlines',
  'two   ',
  '```js\nlet x',
  '```js\n``',
  '```js\nx\n```',
  '```js\n',
  '~~~\n  ',
  '```\nx\u202e',
  'x\u202e',
  '![alt',
  'end\\',
  'text\n=',
  '\uFEFFtext',
] as const
const words = [
  ' and',
  'w.x.example',
  '. So',
  ') and',
  ';',
  ': it',
  '.example',
  ' (a',
  '/',
  ' x',
  '  ',
  'é ',
  '=',
  ' - ',
  'a\u202eb',
] as const

describe('Markdown in the page', () => {
  it.each(Object.entries(texts))('shows every beginning of %s as a one-shot rendering would', (_, text) => {
    expectEveryChunk(text.split(''))
  })

  it.each(unfinished)('shows words behind %j as a one-shot rendering would', (start) => {
    for (const first of words) expectEveryChunk([start, first, ' x'])
  })

  it('shows any text, cut anywhere, as a one-shot rendering would', () => {
    const text = fc.array(fc.constantFrom(...lines), { minLength: 1, maxLength: 9 }).map((all) => `${all.join('\n')}\n`)
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }), (whole, sizes) =>
        expectEveryChunk(cutInto(whole, sizes)),
      ),
      { numRuns: 60 },
    )
  })

  it('marks the prefill and nothing of what the model wrote', () => {
    expectEveryChunk(['Once upon', ' a time', ', there', ' was *one*', ' more'], 9)
  })

  it('puts words behind what is there, which is not rendered again', () => {
    const { place, add, end } = answer()
    add('A *small* change')
    const before = [...(place.querySelector('p')?.childNodes ?? [])]
    add(' in the prompt')
    add(', it seems, ')
    const after = [...(place.querySelector('p')?.childNodes ?? [])]
    expect(after.slice(0, -1)).toEqual(before)
    expect(after.at(-1)?.textContent).toBe(' in the prompt, it seems,')
    add('**changes**')
    expect(place.querySelector('p')?.childNodes).toHaveLength(4)
    end()
  })

  it('keeps a block as it is in the page when the next one begins', () => {
    const { place, add, end } = answer()
    add('A *small* change. ')
    const paragraph = place.querySelector('p')
    const emphasis = place.querySelector('em')
    add('It is over.\n\n')
    add('- one\n- two')
    const list = place.querySelector('ul')
    add('\n\n## Next\n\nAnd so on.')
    expect(place.querySelector('p')).toBe(paragraph)
    expect(place.querySelector('em')).toBe(emphasis)
    expect(place.querySelector('ul')).toBe(list)
    end()
  })

  it('renders what comes quickly with every second frame, and the last of it without another chunk', () => {
    const { place, add, wait, end } = answer()
    add('*one* ')
    expect(place.textContent).toBe('one')
    add('*two* ', 16)
    expect(place.textContent).toBe('one')
    add('*three* ', 16)
    expect(place.textContent).toBe('one two three')
    add('*four* ', 16)
    expect(place.textContent).toBe('one two three')
    wait(40)
    expect(place.textContent).toBe('one two three four')
    end()
  })

  it('renders a flood that nobody could read less often, plain words of it too, and nothing stays out', () => {
    const { place, add, wait, end } = answer()
    const chunk = (words: string) => `*${words}* ${'and so on '.repeat(4)}`
    const shown = () => [...place.querySelectorAll('em')].map((emphasis) => emphasis.textContent).join(' ')
    add(chunk('one'))
    for (const words of ['two', 'three', 'four']) add(chunk(words), 16)
    // The first chunk came after a while, so the flood is known from the second rendering on.
    expect(shown()).toBe('one two three')
    for (const words of ['five', 'six', 'seven']) add(chunk(words), 16)
    expect(shown()).toBe('one two three')
    add(chunk('eight'), 50)
    expect(shown()).toBe('one two three four five six seven eight')
    add('and these', 16)
    add(chunk('nine'), 16)
    expect(place.textContent).not.toMatch(/and these|nine/)
    wait(120)
    expect(place.textContent).toMatch(/and these.*nine/)
    // Slower again: words are shown as they come.
    add(' at last', 500)
    add(' it ends', 16)
    expect(place.textContent).toMatch(/at last it ends$/)
    end()
  })

  it('shows a chunk that comes alone at once, and the end at once', () => {
    const { place, add, complete, end } = answer()
    add('')
    add('*one* ', 1)
    expect(place.textContent).toBe('one')
    add('*two* ', 1)
    complete()
    expect(place.textContent).toBe('one two')
    end()
  })

  it('shares its frames with answers beside it: what comes too late is rendered with the next one, the end at once', () => {
    const { texts, nextFrame, add, complete, end } = besideEachOther(12, 1)
    const shown = () => texts().filter((text) => text === 'one two').length
    add('*one* ')
    expect(texts()).toEqual(Array(12).fill('one'))
    nextFrame()
    add('**two** ')
    const before = shown()
    expect(before).toBeGreaterThan(0)
    expect(before).toBeLessThan(12)
    nextFrame()
    expect(shown()).toBeGreaterThan(before)
    for (let count = 0; shown() < 12 && count < 12; count += 1) nextFrame()
    expect(shown()).toBe(12)
    add('`three` ')
    complete()
    expect(texts()).toEqual(Array(12).fill('one two three'))
    end()
  })

  it('changes nothing in the frame of a key, whether words came or more than words, and shows all of it with the next one', () => {
    const { texts, nextFrame, add, press, end } = besideEachOther(3)
    add('*one* word')
    nextFrame()
    press()
    add(' and words')
    expect(texts()).toEqual(Array(3).fill('one word'))
    nextFrame()
    expect(texts()).toEqual(Array(3).fill('one word'))
    nextFrame()
    expect(texts()).toEqual(Array(3).fill('one word and words'))
    press()
    add(' and **more**')
    nextFrame()
    expect(texts()).toEqual(Array(3).fill('one word and words'))
    nextFrame()
    expect(texts()).toEqual(Array(3).fill('one word and words and more'))
    end()
  })

  it('is shown to its end in the frame of a key, too', () => {
    const { texts, add, press, complete, end } = besideEachOther(1)
    add('*one* word')
    press()
    add(' and **more**')
    complete()
    expect(texts()).toEqual(['one word and more'])
    end()
  })

  it('is shown once a second while nobody sees it, at once when it comes into sight, and to its end', () => {
    const { texts, nextFrame, add, see, complete, end } = besideEachOther(2)
    add('*one*')
    nextFrame()
    see(1, false)
    add(' and', 100)
    add(' **two**', 100)
    nextFrame()
    expect(texts()).toEqual(['one and two', 'one'])
    add(' and so on', 800)
    nextFrame()
    expect(texts()).toEqual(['one and two and so on', 'one and two and so on'])
    add(' *further*', 100)
    nextFrame()
    expect(texts()).toEqual(['one and two and so on further', 'one and two and so on'])
    act(() => see(1, true))
    expect(texts()).toEqual(Array(2).fill('one and two and so on further'))
    see(1, false)
    add(' to the **end**', 100)
    complete()
    expect(texts()).toEqual(Array(2).fill('one and two and so on further to the end'))
    end()
  })

  it('is shown exactly in the place of another one, as in a replay that goes back', () => {
    const long = (word: string) =>
      `A *${word}* paragraph of **many** sentences, each of which says ${word}. `.repeat(80)
    const whole = fc.constantFrom(
      'A *few* words',
      'A *few* more, and',
      long('one'),
      long('two'),
      ...Object.values(texts),
    )
    fc.assert(
      fc.property(whole, whole, fc.nat(), fc.integer({ min: 1, max: 60 }), (first, second, at, size) => {
        const { place, add, restart, end } = answer()
        const show = (chunks: readonly string[]) => {
          restart()
          for (const chunk of chunks) add(chunk)
          return chunks.join('')
        }
        show([first, ' and', ' so', ' on'])
        const cut = at % second.length
        for (const chunks of [
          [second.slice(0, cut)],
          [second.slice(0, cut), ...cutInto(second.slice(cut, cut + 200), [size])],
        ])
          expect({ text: show(chunks), markup: markupOf(place) }).toEqual({
            text: chunks.join(''),
            markup: atOnce(chunks.join(''), 0),
          })
        end()
      }),
      {
        numRuns: 60,
        examples: [
          [long('one'), long('two'), 4_000, 20],
          ['A *few* words', 'A *few* words', 1, 1],
        ],
      },
    )
  })
})
