import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { MarkdownBlock } from './markdown-block.tsx'

function markup(text: string, joined = 0) {
  return renderToStaticMarkup(<MarkdownBlock text={text} joined={joined} />).replaceAll(/ class="[^"]*"/g, '')
}

describe('Markdown of an answer', () => {
  it('shows raw HTML as text: a block of it as code, a tag inside a sentence where it stands', () => {
    expect(markup('<div onclick="x()">\nhi\n</div>')).toBe(
      '<pre><code>&lt;div onclick=&quot;x()&quot;&gt;\nhi\n&lt;/div&gt;\n</code></pre>',
    )
    expect(markup('a <b>b</b>')).toBe('<p>a &lt;b&gt;b&lt;/b&gt;</p>')
  })

  it('marks the prefill where it stands in the text', () => {
    expect(markup('Here are *three* names:\n\n- one', 15)).toBe(
      '<p><mark>Here are </mark><em><mark>three</mark></em> names:</p>\n<ul>\n<li>one</li>\n</ul>',
    )
    expect(markup('Hello there', 5)).toBe('<p><mark>Hello</mark> there</p>')
    expect(markup('Hello there', 0)).toBe('<p>Hello there</p>')
  })
})
