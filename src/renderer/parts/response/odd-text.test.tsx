// S08 of the threat table, for answers: what hides or turns text around is shown with its code, and the text is copied as it came.
import type { ReactNode } from 'react'
import { renderToReadableStream } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { ContentBlock } from '#shared/prompt/prompt'
import { sampleEndedRun } from '../../../../test/support/sample-run.ts'
import { Answer, type AnswerTab } from './answer.tsx'
import { MarkdownBlock, showPiece } from './markdown/markdown-block.tsx'
import { viewOfRun } from './run-view.ts'

const odd = 'pay \u202eevil\u202c \u200bnow\u001b[31m \u2066x\u2069'
const codes = ['U+202E', 'U+202C', 'U+200B', 'U+001B', 'U+2066', 'U+2069']

async function markup(content: ReactNode): Promise<string> {
  const stream = await renderToReadableStream(content)
  await stream.allReady
  return await new Response(stream).text()
}
function answer(tab: AnswerTab, ...content: ContentBlock[]) {
  const run = sampleEndedRun()
  const view = viewOfRun({ ...run, response: { ...run.response, content } })
  return <Answer view={view} tab={tab} elapsedMs={null} waitChoices={null} onRunAgain={null} />
}
const signs = (html: string) => [...html.matchAll(/data-code="([^"]*)"/g)].map(([, code]) => code)
const textOf = (html: string) => html.replaceAll(/<!--.*?-->|<[^>]*>/gs, '')

const text: ContentBlock = { type: 'text', text: odd }
// JSON escapes what is below the space by itself.
const inJson = codes.filter((code) => code !== 'U+001B')

describe('odd characters in an answer', () => {
  it.each<[where: string, tab: AnswerTab, block: ContentBlock, found: string[]]>([
    ['as plain text', 'text', text, codes],
    ['as Markdown', 'rendered', text, codes],
    ['in a fence of code', 'rendered', { type: 'text', text: `\`\`\`\n${odd}\n\`\`\`` }, codes],
    [
      'in code, in a table and in a link',
      'rendered',
      { type: 'text', text: '`\u202e` [\u200b](https://a.example)\n\n|\u00ad|\n|-|' },
      ['U+202E', 'U+200B', 'U+00AD'],
    ],
    [
      'written as entities',
      'rendered',
      { type: 'text', text: 'a&#8238;b &lrm; &shy;' },
      ['U+202E', 'U+200E', 'U+00AD'],
    ],
    [
      'in an answer of JSON',
      'rendered',
      { type: 'text', text: '{"a\u202e": "\u200b", \u2060}' },
      ['U+202E', 'U+200B', 'U+2060'],
    ],
    [
      'in the input of a tool',
      'rendered',
      { type: 'tool_use', id: 't', name: 'a\u202eb', input: { a: odd } },
      ['U+202E', ...inJson],
    ],
    [
      'in what a source says',
      'rendered',
      {
        type: 'text',
        text: 'x',
        citations: [{ type: 'page_location', document_title: 'a\u202eb', cited_text: 'c\u200bd' }],
      },
      ['U+202E', 'U+200B'],
    ],
    [
      'in the output of a tool',
      'rendered',
      { type: 'code_execution_tool_result', tool_use_id: 't', content: { stdout: odd } },
      codes,
    ],
    ['in a block of an unknown kind', 'rendered', { type: 'hologram', a: odd }, inJson],
    ['in the whole message as JSON', 'json', text, inJson],
    ['among the blocks', 'blocks', text, inJson],
  ])('are seen %s', async (_, tab, block, found) => {
    expect(signs(await markup(answer(tab, block)))).toEqual(found)
  })

  it('are seen in a piece of a long paragraph, plain or not', async () => {
    expect(signs(await markup(showPiece('turned \u202eround ', 0)))).toEqual(['U+202E'])
    expect(signs(await markup(showPiece('*turned* \u202eround ', 0)))).toEqual(['U+202E'])
  })

  it('stay in the text, so that what is copied is what came', async () => {
    expect(textOf(await markup(answer('text', text)))).toBe(odd)
    expect(textOf(await markup(<MarkdownBlock text={odd} />))).toBe(odd)
  })

  it('are told by their names', async () => {
    expect(await markup(<MarkdownBlock text={'\u202e'} />)).toContain('title="U+202E right-to-left override"')
  })
})
