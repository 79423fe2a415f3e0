import { renderToReadableStream } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { RunError } from '#shared/runs/run'
import { sampleEndedRun, sampleRun } from '../../../../test/support/sample-run.ts'
import { ResponsePane } from './response-pane.tsx'
import { type RunView, viewOfRun } from './run-view.ts'

/** The pane as it is when everything that it loads has come; React's own markers are left out. */
async function markup(view: RunView | null): Promise<string> {
  const stream = await renderToReadableStream(
    <ResponsePane
      host={{ call: () => Promise.reject(new Error('nothing is asked of the core here')) }}
      view={view}
      runningSince={null}
      empty="Press Run."
      onAddToMessages={null}
      waitChoices={null}
      onRunAgain={null}
      openLink={() => {}}
    />,
  )
  await stream.allReady
  return (await new Response(stream).text()).replaceAll(/<!--.*?-->/g, '')
}

/** Every definition of the metadata strip by its name, without markup. */
function definitions(html: string): Record<string, string> {
  const pairs = [...html.matchAll(/<dt[^>]*>(.*?)<\/dt><dd[^>]*>(.*?)<\/dd>/gs)]
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [text(name), text(value)]))
}

function text(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const names = [
  'Stop reason',
  'Input tokens',
  'Output tokens',
  'Cached tokens',
  'Cost',
  'First token',
  'Total time',
  'Tokens per second',
  'Request id',
]

const overloaded: RunError = {
  kind: 'api',
  message: 'The API is overloaded. Try again.',
  facts: {},
  title: 'The API is overloaded',
  advice: 'Your request is unchanged and nothing was billed.',
  said: 'Overloaded <b>now</b>',
  status: 529,
  type: 'overloaded_error',
}

describe('the response pane', () => {
  it('has the whole metadata strip before anything is known', async () => {
    const html = await markup(null)
    expect(Object.keys(definitions(html))).toEqual(names)
    expect(Object.values(definitions(html)).slice(1)).toEqual(names.slice(1).map(() => '–'))
    expect(html).toContain('Press Run.')
  })

  it('prints what is known of an ended run', async () => {
    const usage = {
      input_tokens: 1_099,
      output_tokens: 118,
      cache_read_input_tokens: 1_024,
      cache_creation_input_tokens: 40,
    }
    const run = sampleEndedRun({
      usage,
      cost: { ...sampleEndedRun().cost!, usd: 0.0028, knownUsd: 0.0028 },
      firstTokenMs: 412,
      durationMs: 1_940,
      requestId: 'req_011CSH8rVbC4f2',
    })
    expect(definitions(await markup(viewOfRun(run)))).toEqual({
      'Stop reason': 'end_turn The model finished by itself.',
      'Input tokens': '2,163',
      'Output tokens': '118',
      'Cached tokens': '1,024 read, 40 written',
      Cost: '$0.0028',
      'First token': '412 ms',
      'Total time': '1.94 s',
      'Tokens per second': '77 tok/s',
      'Request id': 'req_011CSH…4f2',
    })
  })

  it('says of numbers that the API had not told yet that they are estimates', async () => {
    const ended = sampleEndedRun()
    const content = [{ type: 'text', text: 'x'.repeat(350) }]
    const run = {
      ...ended,
      state: 'stopped' as const,
      usage: { input_tokens: 9, output_tokens: 1 },
      response: { ...ended.response, content },
    }
    const { 'Output tokens': output, Cost: cost } = definitions(await markup(viewOfRun(run)))
    expect([output, cost]).toEqual(['≈ 100', '≥ $0.000035'])
  })

  it.each([
    ['of a run from before costs were kept line by line', { cost: null, costUsd: 0.5 }, '$0.50'],
    ['of which nothing is known', { cost: { usd: null, knownUsd: 0 } }, 'unknown'],
    ['of which a part is known', { cost: { usd: null, knownUsd: 0.002 } }, '≥ $0.0020'],
    ['at the user’s prices', { cost: { lines: [{ isOwn: true }] } }, '$0.000035 your prices'],
  ])('prints the cost %s', async (_which, { cost, ...changes }, shown) => {
    const { cost: usual, ...ended } = sampleEndedRun()
    // Safe: what is not named here is that of the sample.
    const run = { ...ended, ...changes, cost: cost && ({ ...usual, ...cost } as typeof usual) }
    expect(definitions(await markup(viewOfRun(run))).Cost).toBe(shown)
  })

  it('shows an error in its place: what happened, what to do, the API’s words as text, and the attempts', async () => {
    const attempt = {
      number: 1,
      startedAt: '2026-11-22T14:07:02.000Z',
      status: 529,
      durationMs: 312,
      requestId: 'req_1',
    }
    const attempts = [
      { ...attempt, failure: 'Overloaded', waitMs: 1_000, waitReason: 'retry-after' },
      { ...attempt, number: 2, failure: 'Overloaded', waitMs: null, waitReason: null },
    ]
    const html = await markup(
      viewOfRun(sampleRun({ state: 'failed', error: overloaded, attempts, requestId: 'req_9' })),
    )
    expect(html).toContain('role="alert"')
    expect(text(html)).toContain(
      'The API is overloaded Your request is unchanged and nothing was billed. Overloaded &lt;b&gt;now&lt;/b&gt; 529 overloaded_error · req_9',
    )
    expect(text(html)).toContain('312 ms, then waited 1.0 s (retry-after)')
    expect(html).not.toContain('<b>now')
  })

  it('keeps what came before an error, and says so', async () => {
    const html = await markup(viewOfRun(sampleEndedRun({ state: 'failed', error: overloaded })))
    expect(text(html)).toMatch(/What came before it is kept below\. .*Hello there/)
  })

  it('tells calmly that an answer was stopped or cut off', async () => {
    const stopped = await markup(viewOfRun(sampleEndedRun({ state: 'stopped' })))
    expect(text(stopped)).toContain('You stopped this run after 813 ms. 19 characters are kept.')
    const error = {
      ...overloaded,
      title: 'The host ended the answer too early',
      advice: 'Run again for a whole answer.',
    }
    const truncated = await markup(viewOfRun(sampleEndedRun({ state: 'truncated', error })))
    expect(text(truncated)).toContain(
      'The host ended the answer too early. Run again for a whole answer. 19 characters are kept.',
    )
    expect(truncated).not.toContain('role="alert"')
  })

  it('marks the prefill in JSON and says that the whole is valid', async () => {
    const ended = sampleEndedRun()
    const content = [{ type: 'text', text: ' "billing"}' }]
    const html = await markup(
      viewOfRun({ ...ended, prefill: '{"category":', response: { ...ended.response, content } }),
    )
    expect(html).toMatch(/<span class="_joined[^"]*">\{&quot;category&quot;:<\/span>/)
    expect(text(html)).toContain('Valid JSON, joined with the prefill')
  })

  it('shows thinking, tool calls and unknown blocks as text, whatever they hold', async () => {
    const evil = '<img src=x onerror=alert(1)>'
    const ended = sampleEndedRun()
    const content = [
      { type: 'thinking', thinking: evil, signature: 's' },
      { type: 'tool_use', id: evil, name: evil, input: { [evil]: evil } },
      { type: evil, data: evil },
      { type: 'text', text: evil },
    ]
    const error = { ...overloaded, title: evil, advice: evil, said: evil, type: evil }
    const response = { ...ended.response, content, stop_reason: evil }
    const run = { ...ended, response, model: evil, requestId: evil, error, state: 'failed' as const }
    for (const state of ['failed', 'completed', 'truncated'] as const) {
      const html = await markup(viewOfRun({ ...run, state }))
      expect(html).not.toContain('<img')
      expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    }
  })

  it('cuts what a hostile server made very long', async () => {
    const long = 'x'.repeat(1_000_000)
    const error = { ...overloaded, title: long, advice: long, said: long, type: long }
    const response = { ...sampleRun().response, stop_reason: long }
    for (const state of ['failed', 'completed'] as const) {
      const html = await markup(viewOfRun(sampleRun({ state, error, response, requestId: long })))
      expect(html.length).toBeLessThan(20_000)
    }
  })
})
