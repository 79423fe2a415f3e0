// @vitest-environment happy-dom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { growingView, stillClock } from '../../../../test/support/growing-view.ts'
import { PlainTextView } from './plain-text-view.tsx'

const clock = stillClock()

const plainText = () =>
  growingView(clock, (text, isGrowing) => (
    <PlainTextView text={text} length={text.length} isGrowing={isGrowing} label="Plain text" />
  ))

function textNodes(element: Element): Text[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const nodes: Text[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node instanceof Text) nodes.push(node)
  return nodes
}

describe('plain text that grows', () => {
  it('is exactly the text after every chunk, odd characters and all', () => {
    const piece = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', ' ', '\n', '😀', 'é', '\u202e'), maxLength: 6 }),
      fc.constantFrom('word '.repeat(90), 'x'.repeat(700), 'line\n'.repeat(30), '\ud83d', '\ude00'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (chunks) => {
        const { place, add, end } = plainText()
        let whole = ''
        for (const chunk of chunks) {
          whole += chunk
          add(chunk)
          expect(place.textContent).toBe(whole)
        }
        end()
      }),
    )
  })

  it('marks an odd character in what was shown without a sign before', () => {
    const { place, add, end } = plainText()
    add('pay ')
    add('now ')
    add('\u202eevil')
    expect(place.querySelector('[data-code]')?.getAttribute('data-code')).toBe('U+202E')
    expect(place.textContent).toBe('pay now \u202eevil')
    end()
  })

  it('lengthens the last text and leaves all others alone, so that what is selected stays so', () => {
    const { place, add, end } = plainText()
    add('The request leaves as soon as its row is on the disk. ')
    const range = document.createRange()
    const [first] = textNodes(place)
    range.setStart(first!, 4)
    range.setEnd(first!, 11)
    for (let count = 0; count < 40; count += 1) add('Nobody reads a log twice. ')
    expect(range.toString()).toBe('request')
    expect(textNodes(place)[0]).toBe(first)
    const before = textNodes(place).map(({ data }) => data)
    add('And so on.')
    const after = textNodes(place).map(({ data }) => data)
    expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1))
    expect(before.length).toBeLessThan(10)
    end()
  })

  it('begins a new text between words only', () => {
    const { place, add, end } = plainText()
    for (const character of `${'sentence '.repeat(60)}${'long'.repeat(100)} end`) add(character)
    const texts = textNodes(place).map(({ data }) => data)
    expect(texts.length).toBeGreaterThan(3)
    expect(texts.slice(1).every((data) => data.startsWith(' '))).toBe(true)
    end()
  })

  it('shows a flood that nobody could read less often, the last of it without another chunk, the end at once', () => {
    const { place, add, wait, complete, end } = plainText()
    const chunk = (word: string) => `${word} ${'and so on '.repeat(4)}`
    const shown = () => (place.textContent ?? '').replaceAll('and so on', '').trim().split(/\s+/).join(' ')
    add(chunk('one'))
    add(chunk('two'), 16)
    // The first chunk came after a while, so the flood is known from the second one on.
    for (const word of ['three', 'four', 'five', 'six']) add(chunk(word), 16)
    expect(shown()).toBe('one two')
    add(chunk('seven'), 16)
    expect(shown()).toBe('one two three four five six seven')
    add('last', 16)
    expect(shown()).not.toContain('last')
    wait(100)
    expect(shown()).toContain('last')
    add(chunk('more'), 1)
    add('end', 1)
    expect(shown()).not.toContain('end')
    complete()
    expect(shown()).toContain('end')
    end()
  })

  it('is exactly the text in the place of another one, as in a replay that goes back', () => {
    const { place, add, restart, end } = growingView(clock, (text) => (
      <PlainTextView text={text} length={text.length} label="Plain text" />
    ))
    const show = (...chunks: string[]) => {
      restart()
      let whole = ''
      for (const chunk of chunks) {
        whole += chunk
        add(chunk)
        expect(place.textContent).toBe(whole)
      }
    }
    show('{"category": "delivery",', '\n"urgency": "medium",', '\n"summary": "late"}')
    show('{"category": "delivery",', '\n"urgency": "medium",')
    show('{"category": "delivery",', '\n"urgency": "medium",', '\n"summary": "late"}')
    show('Another answer.', ' It goes on.')
    end()
  })
})
