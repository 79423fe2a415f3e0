import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { hostileAddresses, hostileImages, hostileMarkup } from '../../../../../test/support/markdown/hostile-texts.ts'
import { MarkdownBlock } from './markdown-block.tsx'
import { createBlockSplitter } from './split-blocks.ts'
import { BlockView } from './streaming-markdown.tsx'

const allowed = new Set([
  'p',
  'pre',
  'code',
  'em',
  'strong',
  'del',
  'ul',
  'ol',
  'li',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'blockquote',
  'hr',
  'br',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'div',
  'span',
  'button',
  'section',
  'sup',
  'mark',
])
/** The icon in an image's placeholder, and a task's check box, drawn by us. */
const ours = [
  /^<svg [^>]*class="lucide[^>]*>/,
  /^<(?:rect|circle|path) (?:width|cx|d)=/,
  /^<input type="checkbox" disabled/,
]
const allowedAttributes = /^(?:class|title|type|data-[a-z-]+|style|start|id|aria-[a-z]+|dir)$/

/** What of the markup is no element or attribute that we would ever make. */
function foreignParts(markup: string): string[] {
  const tags = markup.match(/<[a-z!?/][^>]*>/gi) ?? []
  return tags.flatMap((tag) => {
    const name = /^<\/?([a-z0-9]+)/i.exec(tag)?.[1] ?? tag
    if (tag.startsWith('</')) return allowed.has(name) || ['svg', 'circle', 'rect', 'path'].includes(name) ? [] : [tag]
    if (ours.some((pattern) => pattern.test(tag))) return []
    const attributes = [...tag.matchAll(/\s([^\s=>"/]+)(?:="[^"]*")?/g)].map(([, attribute = '']) => attribute)
    const isSafe = allowed.has(name) && attributes.every((attribute) => allowedAttributes.test(attribute))
    return isSafe && !/style="[^"]*(?!text-align)[a-z-]+:(?!left|right|center)/.test(tag) ? [] : [tag]
  })
}

/** The markup of a text after each chunk of a stream; every way of cutting it in two, for a short text. */
function streamedMarkups(text: string): string[] {
  const cuts = text.length > 300 ? [1, Math.floor(text.length / 2)] : text.split('').map((_, index) => index)
  return cuts.flatMap((cut) => {
    const splitter = createBlockSplitter({ pieceLength: 8, partLength: 12 })
    return [text.slice(0, cut), text.slice(cut)].map((chunk) => {
      splitter.append(chunk)
      const tail = splitter.tail()
      const blocks = tail ? [...splitter.settled, tail] : splitter.settled
      return renderToStaticMarkup(blocks.map((block) => <BlockView key={block.key} block={block} isOver={false} />))
    })
  })
}

describe('a hostile answer', () => {
  it('S01: is tried in at least a hundred ways', () => {
    expect(hostileMarkup.length + hostileImages.length).toBeGreaterThanOrEqual(100)
    expect(new Set([...hostileMarkup, ...hostileImages, ...hostileAddresses]).size).toBe(
      hostileMarkup.length + hostileImages.length + hostileAddresses.length,
    )
  })

  it.each([...hostileMarkup, ...hostileImages])(
    'S01, S02: makes no element or attribute of its own, whole or cut anywhere: %j',
    (text) => {
      for (const context of [text, `Some text ${text} and more`]) {
        expect(foreignParts(renderToStaticMarkup(<MarkdownBlock text={context} />))).toEqual([])
        expect(streamedMarkups(context).flatMap(foreignParts)).toEqual([])
      }
    },
  )

  it('S01: keeps raw HTML readable', () => {
    expect(renderToStaticMarkup(<MarkdownBlock text="x <img src=y onerror=z>" />)).toContain(
      '&lt;img src=y onerror=z&gt;',
    )
  })

  it.each(hostileAddresses)('S04: cannot make a link that opens: %j', (address) => {
    for (const text of [`[x](${address})`, `[x](<${address}>)`, `[x][r]\n\n[r]: <${address}>`, `<${address}>`]) {
      const markup = renderToStaticMarkup(<MarkdownBlock text={text} />)
      expect(foreignParts(markup)).toEqual([])
      expect(markup).not.toContain('<button')
    }
  })

  it.each([
    ['[x](https://good.test/a?b=1#c)', 'good.test'],
    ['[https://good.test](https://evil.test/)', 'evil.test'],
    ['[x](https://\u0430pple.test/)', 'xn--pple-43d.test'],
    ['https://plain.test/x', 'plain.test'],
    ['[\u202emoc.doog](https://evil.test/\u202etxt.exe)', 'evil.test'],
    ['[x](HTTPS://GOOD.TEST:8443/)', 'good.test:8443'],
  ])('S05: names the real host of a link before it opens: %j', (text, host) => {
    const markup = renderToStaticMarkup(<MarkdownBlock text={text} />)
    expect(markup).toContain(`title="Opens ${host} after asking"`)
    expect(markup).not.toContain('href')
  })

  it('S02: shows an image as a placeholder that names its host', () => {
    const markup = renderToStaticMarkup(<MarkdownBlock text="![a chart](https://evil.test/p.png)" />)
    expect(markup).toContain('Image: a chart')
    expect(markup).toContain('evil.test')
    expect(markup).not.toMatch(/<img|src=/)
  })

  it.each([
    'data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+',
    'data:image/svg+xml,%3Csvg/onload=alert(1)%3E',
    'blob:https://evil.test/1',
  ])('S03: shows no image that could run a script: %j', (address) => {
    const markup = renderToStaticMarkup(<MarkdownBlock text={`![a chart](<${address}>)`} />)
    expect(markup).toContain('Image: a chart')
    expect(markup).not.toMatch(/<img|src=/)
  })

  it.each(['[x](https://good.test/)', '<https://good.test/>', '[![x](https://evil.test/p.png)](https://good.test/)'])(
    'S06: has nothing that a click with any button, a drag or a form could follow by itself: %j',
    (text) => {
      const markup = renderToStaticMarkup(<MarkdownBlock text={text} />)
      expect(markup).toContain('Opens good.test after asking')
      expect(markup).not.toMatch(/<(?:a|area|form|base|meta)\b|\b(?:href|target|action|formaction|draggable)=/)
      expect(markup.match(/<button (?!type="button")/g)).toBeNull()
    },
  )

  it.each(['mermaid', 'katex', 'math', 'html', 'svg', 'jsx'])(
    'S07: shows a code fence of %s as the text that it is',
    (language) => {
      const code = '<antArtifact><svg onload="alert(1)"></svg></antArtifact>\n$$\\href{javascript:alert(1)}{x}$$'
      const markup = renderToStaticMarkup(<MarkdownBlock text={`\`\`\`${language}\n${code}\n\`\`\``} />)
      expect(foreignParts(markup)).toEqual([])
      const text = markup
        .replaceAll(/<[^>]*>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
      expect(text).toContain(code)
    },
  )
})
