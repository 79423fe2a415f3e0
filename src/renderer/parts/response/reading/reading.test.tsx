import { renderToReadableStream } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { ContentBlock } from '#shared/prompt/prompt'
import { outcomeOf } from '#shared/runs/stop-reason'
import { serverToolBlocks } from '../../../../../test/support/every-block.ts'
import { sampleEndedRun } from '../../../../../test/support/sample-run.ts'
import { AnswerBlocks } from '../answer-blocks.tsx'
import { BlocksTab } from '../blocks-tab.tsx'
import { outcomeNote } from '../outcome-note.ts'
import { viewOfRun } from '../run-view.ts'
import { imageAddress } from './answer-image.ts'
import { citationsOf } from './citation-words.ts'

function runOf(...content: ContentBlock[]) {
  const run = sampleEndedRun()
  return { ...run, response: { ...run.response, content } }
}
const blocksOf = (...content: ContentBlock[]) => viewOfRun(runOf(...content)).blocks

async function markup(...content: ContentBlock[]): Promise<string> {
  const stream = await renderToReadableStream(<AnswerBlocks blocks={blocksOf(...content)} />)
  await stream.allReady
  return (await new Response(stream).text()).replaceAll(/<!--.*?-->/g, '')
}
const words = (html: string) =>
  html
    .replaceAll(/<svg.*?<\/svg>/gs, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).toString('base64')
const image = (data: string, media_type = 'image/png'): ContentBlock => ({
  type: 'image',
  source: { type: 'base64', media_type, data },
})

describe('citations', () => {
  it.each([
    [
      { type: 'char_location', document_index: 0, document_title: 'Report', start_char_index: 0, end_char_index: 45 },
      'Report',
      'characters 1–45',
    ],
    [
      { type: 'page_location', document_index: 1, document_title: null, start_page_number: 3, end_page_number: 4 },
      'Document 2',
      'page 3',
    ],
    [
      {
        type: 'content_block_location',
        document_index: 0,
        document_title: 'List',
        start_block_index: 2,
        end_block_index: 4,
      },
      'List',
      'blocks 3–4',
    ],
    [
      { type: 'search_result_location', source: 'kb/1', title: 'Returns', start_block_index: 0, end_block_index: 1 },
      'Returns',
      'block 1',
    ],
    [{ type: 'web_search_result_location', url: 'https://a.example/x', title: 'A page' }, 'A page', ''],
    [{ type: 'from_the_future', cited_text: 'Words' }, 'Source', 'from_the_future'],
  ])('say what they lead to, and where: %j', (citation, title, place) => {
    expect(citationsOf([citation])).toMatchObject([{ title, place }])
  })

  it('stand under the text that has them, with the words that they quote', async () => {
    const citation = {
      type: 'char_location',
      document_title: 'Report',
      cited_text: ' It rains. ',
      start_char_index: 0,
      end_char_index: 9,
    }
    const html = await markup({ type: 'text', text: 'Rain.', citations: [citation] })
    expect(words(html)).toContain('Rain. Report · characters 1–9 It rains.')
    expect(await markup({ type: 'text', text: 'Rain.', citations: [] })).not.toContain('Citations')
  })
})

describe('the blocks of an answer', () => {
  it('show the calls of server tools, and what they found', async () => {
    const html = await markup(...serverToolBlocks)
    for (const part of [
      'web_search',
      '&quot;query&quot;: &quot;rain&quot;',
      'Result of web_search',
      'Rain',
      '2 days',
      'max_uses_exceeded',
      'forty-two',
      'return code 0',
    ]) {
      expect(html).toContain(part)
    }
    expect(html).toContain('Opens example.com after asking')
  })

  it('show redacted thinking as what it is, and what is unknown as it came', async () => {
    expect(words(await markup({ type: 'redacted_thinking', data: 'x' }))).toContain('encrypted')
    expect(words(await markup({ type: 'hologram', depth: 3 }))).toContain('&quot;depth&quot;: 3')
    expect(words(await markup({ type: 'odd_tool_result', content: [{ other: 1 }] }))).toContain('&quot;other&quot;: 1')
  })

  it('show a picture by its bytes, and none that could run something or be asked of its host', async () => {
    expect(await markup(image(png, 'text/html'))).toContain(`src="data:image/png;base64,${png}"`)
    const svg = Buffer.from('<svg onload="alert(1)">').toString('base64')
    for (const data of [svg, `${png}"onerror="alert(1)`, 'not base64!', ''])
      expect(imageAddress(image(data).source)).toBeNull()
    expect(await markup(image(svg, 'image/svg+xml'))).not.toContain('<img')
    const elsewhere = await markup({ type: 'image', source: { type: 'url', url: 'https://evil.test/p.png' } })
    expect(elsewhere).not.toMatch(/<img|src=/)
    expect(elsewhere).toContain('evil.test')
  })

  it.each([
    ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ['jpeg', [0xff, 0xd8, 0xff, 0xe0, 0, 16]],
    ['gif', [...Buffer.from('GIF89a')]],
    ['webp', [...Buffer.from('RIFF'), 1, 2, 3, 4, ...Buffer.from('WEBPVP8 ')]],
  ])('know a %s by its first bytes', (type, bytes) => {
    const data = Buffer.from([...bytes, 1, 2, 3]).toString('base64')
    expect(imageAddress(image(data).source)).toBe(`data:image/${type};base64,${data}`)
  })

  it('can each be copied, as text where there is some and as JSON', async () => {
    const html = await markup({ type: 'thinking', thinking: 'Hmm', signature: 's' }, { type: 'hologram' })
    expect(html.match(/Copy text/g)).toHaveLength(1)
    expect(html.match(/Copy JSON/g)).toHaveLength(2)
    const stream = await renderToReadableStream(
      <BlocksTab blocks={blocksOf({ type: 'text', text: 'Hi' })} isRunning={false} />,
    )
    expect(words(await new Response(stream).text())).toContain('Copy text of block 0: text')
  })

  it('are followed by words that the model declined; why stands once, beside the stop reason', () => {
    const run = runOf({ type: 'text', text: 'Well,' })
    const declined = {
      ...run.response,
      stop_reason: 'refusal',
      stop_details: { type: 'refusal', category: 'cyber', explanation: 'No.' },
    }
    const words = 'The stop reason below says why.'
    expect(outcomeNote({ ...run, response: declined }, 5)).toEqual({ title: 'The model declined to go on.', words })
    const unbegun = { ...run, response: { ...declined, content: [] } }
    expect(outcomeNote(unbegun, 0)).toEqual({ title: 'The model declined to answer.', words })
    expect(outcomeOf(unbegun).words).toContain('It says: No.')
  })
})

describe('S09: blocks of every kind that hold markup and hostile addresses', () => {
  const hostile = '<img src=x onerror=alert(1)>"\'><script>alert(1)</script>'
  const address = 'javascript:alert(1)'
  it.each<[kind: string, block: ContentBlock]>([
    [
      'text with citations',
      {
        type: 'text',
        text: 'x',
        citations: [{ type: hostile, title: hostile, url: address, cited_text: hostile, document_title: hostile }],
      },
    ],
    ['thinking', { type: 'thinking', thinking: hostile, signature: hostile }],
    ['redacted thinking', { type: 'redacted_thinking', data: hostile }],
    ['a tool call', { type: 'tool_use', id: hostile, name: hostile, input: { [hostile]: hostile } }],
    ['a server tool call', { type: 'server_tool_use', id: hostile, name: hostile, input: { [hostile]: hostile } }],
    [
      'found pages',
      {
        type: 'web_search_tool_result',
        tool_use_id: hostile,
        content: [{ url: address, title: hostile, page_age: hostile }],
      },
    ],
    ['a failed tool', { type: 'web_fetch_tool_result', tool_use_id: hostile, content: { error_code: hostile } }],
    [
      'output of code',
      { type: 'code_execution_tool_result', tool_use_id: hostile, content: { stdout: hostile, stderr: hostile } },
    ],
    ['an image', image(hostile, hostile)],
    ['an image elsewhere', { type: 'image', source: { type: 'url', url: address } }],
    ['an unknown kind', { type: hostile, [hostile]: hostile }],
    ['an unknown result', { type: `${hostile}_tool_result`, content: hostile }],
  ])('make no element or link of their own: %s', async (_, block) => {
    const html = await markup(block)
    expect(html).not.toMatch(/<(?:script|img|iframe|a|link|style|object)\b/)
    // What stands between quotes is the value of an attribute, and no attribute.
    expect(html.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son[a-z]+=/)
    expect(html).not.toMatch(/(?:href|src)="/)
    expect(html).not.toContain('after asking')
  })
})
