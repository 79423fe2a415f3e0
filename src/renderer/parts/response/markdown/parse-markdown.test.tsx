import fc from 'fast-check'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import Markdown from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { describe, expect, it } from 'vitest'
import { lines, texts, textsWithDefinitions } from '../../../../../test/support/markdown/markdown-corpus.ts'
import { createMarkdownParser, toReact } from './parse-markdown.ts'

const parse = createMarkdownParser()

function markup(node: ReactNode): string {
  return renderToStaticMarkup(node)
}

/** Raw HTML apart, which is shown in a way of our own. */
function expectAsReactMarkdown(text: string) {
  const expected = markup(
    <Markdown remarkPlugins={[remarkGfm]} urlTransform={(url) => url}>
      {text}
    </Markdown>,
  )
  expect({ text, markup: markup(toReact(parse(text, 0), {})) }).toEqual({ text, markup: expected })
}

const withoutHtml = Object.entries({ ...texts, ...textsWithDefinitions }).filter(([name]) => !name.startsWith('html'))

describe('parsed Markdown', () => {
  it.each(withoutHtml)('reads %s as react-markdown does', (_, text) => expectAsReactMarkdown(text))

  it.each(lines.filter((line) => !line.includes('<')))(
    'reads the line %j as react-markdown does',
    expectAsReactMarkdown,
  )

  it('reads any lines as react-markdown does', () => {
    const line = fc.constantFrom(...lines.filter((text) => !text.includes('<')))
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (all) => expectAsReactMarkdown(all.join('\n'))),
      { numRuns: 500 },
    )
  })

  it('reads a line that seems to hold no Markdown as react-markdown does', () => {
    const words =
      'word Ärger e\u0301 3 1. 2) - + = --- === ! (a) "b" “c” a:b 50% $x$ it’s a/b www www.a.example http HTTPS://a.example ftp://b ... … a–b :- ?'
    const word = fc.constantFrom(...words.split(' '), '\r\n', '\n', '  ', ' ')
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), fc.constantFrom(' ', ''), (all, space) => {
        expectAsReactMarkdown(`A${space}${all.join(space)}`)
      }),
      { numRuns: 500 },
    )
  })

  it('reads addresses inside of links and beside them as react-markdown does', () => {
    const pieces = [
      '[a](https://b.example)',
      '[a b](mailto:c@d.example)',
      '[www.a.example](https://b.example/x_y)',
      '[a](www.b.example)',
      '[e@f.example](g)',
      '[^a](https://b.example)',
      '- [x](https://b.example)',
      '[a](https://b.example',
      '[a](https://b c)',
      '\\[a](https://b.example)',
      '[a](https://b.example\u0001)',
      '[a](https://b.example\u007f)',
      '[',
      ']',
      '](',
      ')',
      '(',
      '!',
      '\\',
      '`',
      '*',
      '~',
      '|',
      '\n',
      ' ',
      'www.',
      'https://c.example',
      'g@h.example',
      'x',
      ': ',
      '"',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 7 }), (all) =>
        expectAsReactMarkdown(all.join('')),
      ),
      { numRuns: 200 },
    )
  })
})
