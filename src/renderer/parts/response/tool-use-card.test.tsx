import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { sampleEndedRun } from '../../../../test/support/sample-run.ts'
import { viewOfRun } from './run-view.ts'
import { ToolUseCard } from './tool-use-card.tsx'

it.each<[input: string, isTold: boolean]>([
  ['{"id": 9007199254740993}', true],
  ['{"id": 9007199254740991}', false],
])('says of the input %s whether its numbers are rounded', (input, isTold) => {
  const run = sampleEndedRun()
  const block = { type: 'tool_use', id: 't', name: 'order', input: JSON.parse(input) }
  const [shown] = viewOfRun({ ...run, response: { ...run.response, content: [block] } }).blocks
  const html = renderToStaticMarkup(<ToolUseCard shown={shown!} />)
  expect(html).toContain('order')
  expect(html.includes('Numbers beyond 2^53 are rounded')).toBe(isTold)
})
