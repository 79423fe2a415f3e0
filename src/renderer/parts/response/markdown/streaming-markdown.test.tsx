import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { lines, texts, textsWithDefinitions } from '../../../../../test/support/markdown/markdown-corpus.ts'
import { withoutWrappers } from '../../../../../test/support/markdown/without-wrappers.ts'
import { createGrowingText } from '../growing-text.ts'
import { MarkdownBlock } from './markdown-block.tsx'
import { type Block, createBlockSplitter, type ParagraphLimits } from './split-blocks.ts'
import { BlockView, StreamingMarkdown } from './streaming-markdown.tsx'

function atOnce(text: string): string {
  return withoutWrappers(renderToStaticMarkup(<MarkdownBlock text={text} />))
}

const rendered = new Map<string, string>()

/** The markup of a block. Blocks repeat from one beginning of a text to the next, so each is rendered once. */
function blockMarkup(block: Block): string {
  const { key: _, start: __, ...content } = block
  const id = JSON.stringify(content)
  const markup = rendered.get(id) ?? renderToStaticMarkup(<BlockView block={block} isOver={false} />)
  rendered.set(id, markup)
  return markup
}

type Split = { text: string; markup: string }

/** The rendering after each chunk, as the blocks stand then. */
function streamed(chunks: string[], limits?: ParagraphLimits): Split[] {
  const splitter = createBlockSplitter(limits)
  let text = ''
  return chunks.map((chunk) => {
    text += chunk
    splitter.append(chunk)
    const tail = splitter.tail()
    const blocks = tail ? [...splitter.settled, tail] : splitter.settled
    return { text, markup: withoutWrappers(blocks.map(blockMarkup).join('')) }
  })
}

function expectEveryPrefix(chunks: string[], limits?: ParagraphLimits) {
  for (const { text, markup } of streamed(chunks, limits)) {
    expect({ text, markup }).toEqual({ text, markup: atOnce(text) })
  }
}

/** What is shown once a text that came character by character is complete. */
function ended(text: string): string {
  const growing = createGrowingText()
  for (const character of text) growing.append(character)
  return withoutWrappers(renderToStaticMarkup(<StreamingMarkdown text={growing} length={growing.length} isComplete />))
}

describe('streamed Markdown', () => {
  it.each(Object.entries(texts))('shows every beginning of %s as a one-shot rendering would', (_, text) => {
    expectEveryPrefix(text.split(''))
    expectEveryPrefix(text.split(''), { pieceLength: 6, partLength: 12 })
  })

  it('shows half a character in code as a one-shot rendering would', () => {
    expectEveryPrefix(['```\n', 'é ', '\ud83c', ' x\n', '```\n'])
  })

  it.each(Object.entries(textsWithDefinitions))('ends with the one-shot rendering of %s', (_, text) => {
    expect(ended(text)).toBe(atOnce(text))
  })

  it.each(Object.entries(textsWithDefinitions))(
    'ends with the one-shot rendering wherever %s is cut off',
    (_, text) => {
      for (let length = 1; length <= text.length; length += 1) {
        const cut = text.slice(0, length)
        expect({ cut, markup: ended(cut) }).toEqual({ cut, markup: atOnce(cut) })
      }
    },
  )

  it('ends with the one-shot rendering of any text with a definition in it', () => {
    const text = fc.array(fc.constantFrom(...lines), { maxLength: 6 }).map((all) => all.join('\n'))
    const definition = fc.constantFrom('[one]: https://one.example', '[^1]: Note.', '[2]:\nhttps://two.example')
    const end = fc.constantFrom('', '\n', '\n\nEnd.')
    fc.assert(
      fc.property(text, definition, end, (...parts) => {
        const whole = `See [one], [Two][2] and[^1].\n\n${parts[0]}\n\n${parts[1]}${parts[2]}`
        expect(ended(whole)).toBe(atOnce(whole))
      }),
    )
  })

  it('lays a paragraph out in parts while it grows, and as one once it is over', () => {
    const sentence = 'A sentence with *some* `markup` in it, and a few words more.\n'
    const text = createGrowingText(sentence.repeat(600))
    const show = (isComplete: boolean) =>
      renderToStaticMarkup(<StreamingMarkdown text={text} length={text.length} isComplete={isComplete} />)
    expect(show(false).match(/<p data-part/g)?.length).toBeGreaterThan(1)
    expect(show(true).match(/<p\b/g)?.length).toBe(1)
    text.append('\nThe next paragraph.')
    expect(show(false).match(/<p\b/g)?.length).toBe(2)
  })

  it('shows any text, cut anywhere, as a one-shot rendering would', () => {
    const text = fc.array(fc.constantFrom(...lines), { minLength: 1, maxLength: 9 }).map((all) => `${all.join('\n')}\n`)
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 }), (whole, sizes) => {
        expectEveryPrefix(cutInto(whole, sizes), { pieceLength: 10, partLength: 24 })
      }),
      { numRuns: 400 },
    )
  })

  it('cuts one long paragraph where its inline markup allows, and shows it as a whole', () => {
    const words = fc.constantFrom(
      'word',
      'word.',
      'other',
      '*em*',
      '**strong',
      'text**',
      '_a_',
      '`code`',
      '`open',
      'x`',
      '[a](https://b.example)',
      '[1]',
      'a*b',
      '~5',
      '~~x~~',
      '<b>',
      '<',
      'https://x.example/a_b',
      'www.y.example/*',
      'me@z.example',
      '(paren)',
      '\\*',
      'end\nnext',
      '\n',
      '2 * 3',
      '![i](j)',
      '*a',
      'b*',
      '_c',
      'd_',
      '[x',
      'y](z)',
      '&amp;',
      '"quoted"',
      'é',
      '“so”',
      'text\n===',
      'a | b\n--|--',
    )
    fc.assert(
      fc.property(fc.array(words, { minLength: 10, maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (all, size) => {
        expectEveryPrefix(cutInto(all.join(' '), [size]), { pieceLength: 8, partLength: 24 })
      }),
      { numRuns: 100 },
    )
  }, 120_000)
})

function cutInto(text: string, sizes: number[]): string[] {
  const chunks: string[] = []
  for (let from = 0, index = 0; from < text.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1
    chunks.push(text.slice(from, from + size))
    from += size
  }
  return chunks
}
