import { createCodeReader } from '#core/code-reader'
import { exportCode } from '#shared/export/export-code'
import type { CodeLanguage } from '#shared/export/languages'
import { readCode } from '#shared/import/read-code'
import { examplePrompts } from '#shared/prompt/examples'
import { idle } from './loop-meter.ts'
import { type Line, number } from './report.ts'
import { median } from './statistics.ts'

const megabyte = 1_000_000
/** As built: from source, most of the time goes into taking the types away. */
const worker = new URL('../../out/main/code-worker.js', import.meta.url)
const goes = 7
const mostMs = 200
/** Enough for a thread to start: nobody pastes sooner into a box that has just opened. */
const startMs = 500

/**
 * What reading a paste of 1 MB costs: the processor time of the reader; by the clock, from the paste to the answer of a thread
 * that was started ahead, as in the app, or is made for it; and the longest that the thread which asks for it does not get its turn meanwhile.
 */
export async function importPaste(): Promise<Line[]> {
  const lines: Line[] = []
  for (const language of ['python', 'typescript', 'curl', 'json'] as const) {
    const text = documentIn(language)
    lines.push(...(await measured(`a request with a document of 1 MB as ${language}`, text, mostMs)))
  }
  lines.push(...(await measured('1 MB of Python functions, each with a call', functions(), null)))
  return lines
}

async function measured(what: string, text: string, target: number | null): Promise<Line[]> {
  const costs: number[] = []
  for (let go = 0; go < goes; go += 1) {
    const before = process.cpuUsage().user
    const { requests } = readCode({ text, fileName: null })
    costs.push((process.cpuUsage().user - before) / 1_000)
    if (requests.length === 0) throw new Error(`Nothing was found in ${what}.`)
  }
  const [first = 0] = costs
  const made = await besides(text, false)
  const ahead = await besides(text, true)
  const judged = (ms: number) => ({
    target: target === null ? '' : `≤ ${target} ms`,
    isMet: target === null ? null : ms <= target,
  })
  return [
    {
      id: 'P-import',
      what,
      result: `${number(median(costs))} ms (the first ${number(first)})`,
      ...judged(median(costs)),
    },
    {
      id: 'P-import',
      what: `${what}, by the clock, on the thread that was started when the box was opened`,
      result: `${number(ahead.wholeMs)} ms; asking blocks ${number(ahead.blockedMs)} ms at most`,
      ...judged(ahead.wholeMs),
    },
    {
      id: 'P-import',
      what: `${what}, by the clock, on a thread made for it`,
      result: `${number(made.wholeMs)} ms; asking blocks ${number(made.blockedMs)} ms at most`,
      target: '',
      isMet: null,
    },
  ]
}

type Beside = { wholeMs: number; blockedMs: number }

async function besides(text: string, isAhead: boolean): Promise<Beside> {
  const all: Beside[] = []
  for (let go = 0; go < goes; go += 1) all.push(await onThread(text, isAhead))
  return { wholeMs: median(all.map((one) => one.wholeMs)), blockedMs: Math.max(...all.map((one) => one.blockedMs)) }
}

/** Reads on a thread of its own, as the app does, while this thread counts how late its turns come. */
async function onThread(text: string, isAhead: boolean): Promise<Beside> {
  const { read, prepare, close } = createCodeReader({ worker })
  if (isAhead) {
    prepare()
    await idle(startMs)
  }
  let last = performance.now()
  let blockedMs = 0
  const timer = setInterval(() => {
    const now = performance.now()
    blockedMs = Math.max(blockedMs, now - last - 4)
    last = now
  }, 4)
  const start = performance.now()
  await read({ text, fileName: null }, new AbortController().signal)
  const wholeMs = performance.now() - start
  clearInterval(timer)
  close()
  return { wholeMs, blockedMs }
}

function documentIn(language: CodeLanguage): string {
  const content = Array.from(
    { length: megabyte / 50 },
    (_, line) => `Line ${line} of a document that somebody wrote, say.`,
  )
  // Safe: there are two examples.
  const prompt = { ...examplePrompts[1]!, messages: [{ id: 'm', role: 'user' as const, content: content.join('\n') }] }
  const server = { kind: 'anthropic' as const, baseUrl: 'https://api.anthropic.com', credential: 'bearer' as const }
  const options = { stream: false, variables: 'filled' as const, attachments: 'inline' as const }
  return exportCode(prompt, server, language, options).text
}

function functions(): string {
  const one = (name: number) => `
def ask_${name}(question, context=None):
    messages = [{"role": "user", "content": f"Question ${name}: {question}"}]
    if context:
        messages.append({"role": "assistant", "content": context})
    return client.messages.create(model=MODEL, max_tokens=${name + 1}, messages=messages)
`
  const head = 'import anthropic\nclient = anthropic.Anthropic()\nMODEL = "claude-opus-5-5"\n'
  return head + Array.from({ length: Math.ceil(megabyte / one(1_000).length) }, (_, name) => one(name)).join('')
}
