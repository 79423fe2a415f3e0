import type { ContentBlock, Prompt, PromptMessage } from '#shared/prompt/prompt'
import { contextOf, findings } from '#shared/rules/rules'
import { ruleSurroundings } from '../support/rule-surroundings.ts'
import { measurePair } from './pair.ts'
import { type Line, number, ratioText } from './report.ts'
import { growth, median } from './statistics.ts'

const frameMs = 16
const sizes = [10, 100, 1_000, 10_000]
/**
 * What all rules cost on 10 to 10,000 messages: cold, and after an edit of one message, both against writing the prompt out
 * as JSON, which is what each rule that looks at everything would have to do.
 */
export async function preflight(): Promise<Line[]> {
  const lines: Line[] = []
  const costs: { cold: { size: number; cost: number }[]; warm: { size: number; cost: number }[] } = {
    cold: [],
    warm: [],
  }
  for (const size of sizes) {
    const pairs = size >= 10_000 ? 15 : 41
    const cold = await measurePair(judgedCold(size), written(size), pairs)
    const warm = await measurePair(judgedAfterEdit(size), written(size), pairs)
    const [coldMs, warmMs] = [median(cold.ours), median(warm.ours)]
    costs.cold.push({ size, cost: coldMs })
    costs.warm.push({ size, cost: warmMs })
    const isJudged = size === 1_000
    lines.push({
      id: 'pre',
      what: `all rules on ${number(size)} messages of 500 characters, cold and after one edit, of JSON.stringify`,
      result: `${number(coldMs)} ms, ${number(warmMs)} ms; ${ratioText(cold)}, ${ratioText(warm)}`,
      target: isJudged ? `≤ ${frameMs} ms cold` : '',
      isMet: isJudged ? coldMs <= frameMs : null,
    })
  }
  const slopes = [growth(costs.cold), growth(costs.warm)] as const
  lines.push({
    id: 'pre',
    what: 'growth with the messages, 10 to 10,000: cold, and after one edit',
    result: `slope ${number(slopes[0])}, ${number(slopes[1])}`,
    target: '≤ 1.1',
    isMet: slopes.every((slope) => slope <= 1.1),
  })
  return lines
}

/** Many goes at a time where one is too short to be timed. */
const goes = (size: number) => Math.max(1, Math.round(2_000 / size))

/** A go on new objects each time, so that nothing is remembered. */
function judgedCold(size: number) {
  return async () => {
    const prompts = Array.from({ length: goes(size) }, () => longPrompt(size))
    return timed(prompts.length, (go) => {
      const prompt = prompts[go]!
      findings(prompt, contextOf(prompt, ruleSurroundings()))
    })
  }
}

function judgedAfterEdit(size: number) {
  const surroundings = ruleSurroundings()
  let prompt = longPrompt(size)
  findings(prompt, contextOf(prompt, surroundings))
  return async () => {
    const edits = Array.from({ length: goes(size) }, (_, go) => {
      const at = (go * 7) % size
      prompt = { ...prompt, messages: prompt.messages.with(at, edited(prompt.messages[at]!)) }
      return prompt
    })
    return timed(edits.length, (go) => findings(edits[go]!, contextOf(edits[go]!, surroundings)))
  }
}

function written(size: number) {
  const prompt = longPrompt(size)
  return async () => timed(goes(size), () => JSON.stringify(prompt))
}

/** Milliseconds of processor time of one go, as the mean of many: what else runs on the machine does not count. */
function timed(times: number, work: (go: number) => unknown): number {
  const before = process.cpuUsage()
  for (let go = 0; go < times; go += 1) work(go)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / times
}

const words = 'The sky is blue because air scatters short waves of light more than long ones. '.repeat(7).slice(0, 500)

/** A conversation: mostly text, every tenth turn with blocks, every twentieth with a tool's call and its result. */
function longPrompt(size: number): Prompt {
  const messages = Array.from({ length: size }, (_, index): PromptMessage => {
    const role = index % 2 === 0 ? 'user' : 'assistant'
    return { id: `m${index}`, role, content: contentAt(index, size) }
  })
  return {
    id: 'bench',
    name: 'Bench',
    model: 'claude-opus-5-5',
    apiVersion: 'automatic',
    system: words.repeat(10),
    messages: [...messages, { id: 'last', role: 'user', content: 'And now?' }],
    prefill: '',
    settings: { max_tokens: 4096, output_config: { effort: 'low' } },
  }
}

function contentAt(index: number, size: number): string | ContentBlock[] {
  const text = `${index} ${words}`
  const isWhole = index + 1 < size
  if (index % 20 === 19 && isWhole)
    return [
      { type: 'text', text },
      { type: 'tool_use', id: `t${index}`, name: 'look', input: {} },
    ]
  if (index % 20 === 0 && index > 0) return [{ type: 'tool_result', tool_use_id: `t${index - 1}`, content: text }]
  return index % 10 === 4 ? [{ type: 'text', text }] : text
}

function edited(message: PromptMessage): PromptMessage {
  return typeof message.content === 'string' ? { ...message, content: `${message.content}.` } : { ...message }
}
