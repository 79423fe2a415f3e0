// What a hostile server says about a run, and not in its answer: text only, and not much of it.
import { renderToReadableStream } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { Run, RunError } from '#shared/runs/run'
import { sampleEndedRun, sampleRun } from '../../../../test/support/sample-run.ts'
import { ResponsePane } from './response-pane.tsx'
import { applyRunEvents, type RunView, viewOfRun } from './run-view.ts'

const hostile = '<img src=x onerror=alert(1)>"\'><script>alert(1)</script>'
const long = `${hostile}${'x'.repeat(1_000_000)}`

async function markup(view: RunView): Promise<string> {
  const stream = await renderToReadableStream(
    <ResponsePane
      host={{ call: () => Promise.reject(new Error('nothing is asked of the core here')) }}
      view={view}
      runningSince={null}
      empty=""
      onAddToMessages={null}
      waitChoices={null}
      onRunAgain={null}
      openLink={() => {}}
    />,
  )
  await stream.allReady
  return await new Response(stream).text()
}

function expectTextOnly(html: string) {
  expect(html).not.toMatch(/<(?:script src|img|iframe|a|link|object)\b/)
  // React's own script moves what came late to its place; it holds nothing of ours.
  expect(html.replaceAll(/<script>.*?<\/script>/gs, '')).not.toContain('alert(1)</script>')
  expect(html.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son[a-z]+=/)
  expect(html.length).toBeLessThan(60_000)
}

const error: RunError = {
  kind: 'api',
  message: long,
  facts: {},
  title: long,
  advice: long,
  said: long.slice(0, 2_000),
  status: 500,
  type: long,
}

describe('S10: ids, names and reasons with markup in them, a megabyte long', () => {
  it.each<[what: string, changes: Partial<Run>]>([
    ['the request’s id', { requestId: long }],
    ['the model', { model: long }],
    ['the stop reason', { response: { ...sampleEndedRun().response, stop_reason: long, stop_sequence: long } }],
    [
      'the reason of a refusal',
      {
        response: {
          ...sampleEndedRun().response,
          stop_reason: 'refusal',
          stop_details: { category: long, explanation: long },
        },
      },
    ],
    [
      'the names of tools',
      {
        response: {
          ...sampleEndedRun().response,
          stop_reason: 'tool_use',
          content: [{ type: 'tool_use', id: long, name: long, input: {} }],
        },
      },
    ],
  ])('are text, and cut short: %s', async (_, changes) => {
    expectTextOnly(await markup(viewOfRun(sampleEndedRun(changes))))
  })
})

describe('S11: an error that is a page, or JSON with a page in it', () => {
  it.each(['failed', 'truncated', 'completed'] as const)(
    'is text, and cut short, on a run that is %s',
    async (state) => {
      const attempts = sampleEndedRun().attempts.map((attempt) => ({
        ...attempt,
        failure: hostile,
        waitReason: hostile,
      }))
      expectTextOnly(await markup(viewOfRun(sampleEndedRun({ state, error, attempts }))))
    },
  )
})

it('S12: a hundred thousand events of kinds that nobody knows leave a view as it was', () => {
  const view = viewOfRun(sampleRun())
  const unknown = Array.from({ length: 100_000 }, (_, index) => ({ type: `x${index}`, text: hostile, index }))
  // Safe to pretend: this is what a newer core might send.
  const after = applyRunEvents(view, unknown as never)
  expect(after).toEqual(view)
})
