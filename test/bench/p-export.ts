import { codeSteps } from '#shared/export/export-code'
import { languages } from '#shared/export/languages'
import { examplePrompts } from '#shared/prompt/examples'
import { type Line, number } from './report.ts'
import { median } from './statistics.ts'

const megabyte = 1_000_000
const goes = 7
const frameMs = 16.7

/**
 * What writing a prompt of 1 MB as code costs, as it is done while the prompt is edited: processor time of all steps and of the
 * longest one, after which the page gets its turn, and how many of the steps take longer than a frame.
 */
export async function exportPrompt(): Promise<Line[]> {
  return languages.map(({ id, label }) => {
    const all: number[] = []
    const longest: number[] = []
    let late = 0
    for (let go = 0; go < goes; go += 1) {
      const steps = stepsMs(id)
      all.push(steps.reduce((sum, ms) => sum + ms, 0))
      longest.push(Math.max(...steps))
      late += steps.filter((ms) => ms > frameMs).length
    }
    const [first = 0] = all
    return {
      id: 'P-export',
      what: `a prompt of 1 MB as ${label}`,
      result: `${number(median(all))} ms (the first ${number(first)}), the longest step ${number(median(longest))} ms; ${late} steps over a frame in ${goes} goes`,
      target: 'no step over a frame',
      isMet: late === 0,
    }
  })
}

function stepsMs(id: (typeof languages)[number]['id']): number[] {
  const server = { kind: 'anthropic' as const, baseUrl: 'https://api.anthropic.com', credential: 'bearer' as const }
  const options = { stream: true, variables: 'parameters' as const, attachments: 'files' as const }
  const steps = codeSteps(prompt, server, id, options)
  const costs: number[] = []
  for (let isDone = false; !isDone; ) {
    const before = process.cpuUsage().user
    isDone = steps.next().done ?? false
    costs.push((process.cpuUsage().user - before) / 1_000)
  }
  return costs
}

const content = Array.from(
  { length: megabyte / 50 },
  (_, line) => `Line ${line} of a "document" that somebody wrote, so.`,
)
const prompt = {
  // Safe: there are two examples.
  ...examplePrompts[1]!,
  messages: [{ id: 'm', role: 'user' as const, content: content.join('\n') }],
}
