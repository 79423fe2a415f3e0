import { groupedDigits } from '../text/grouped-digits.ts'
import type { JsonValue } from '../text/json.ts'
import type { Run, RunResponse } from './run.ts'
import { totalInputTokens, type Usage } from './usage.ts'

/** How a run stands, in the API's own word where it has one, and in plain words. */
export type Outcome = { code: string | null; words: string; tone: 'ok' | 'warning' | 'error' | 'neutral' }

type OutcomeFacts = Pick<Run, 'state' | 'response' | 'error' | 'firstTokenMs' | 'request' | 'usage'>

/** What the end of a run means, or how it stands while it goes (Messages API reference, stop reasons). */
export function outcomeOf(run: OutcomeFacts): Outcome {
  const { state, response, error, firstTokenMs } = run
  switch (state) {
    case 'running':
      return {
        code: null,
        words: firstTokenMs === null ? 'Waiting for the first token.' : 'The answer is coming.',
        tone: 'neutral',
      }
    case 'stopped':
      return { code: response.stop_reason, words: 'You stopped the run. What had come is kept.', tone: 'warning' }
    case 'truncated':
      return {
        code: response.stop_reason,
        words: 'The answer ended too early. What had come is kept.',
        tone: 'warning',
      }
    case 'failed':
      return { code: null, words: error?.title ?? 'The run failed.', tone: 'error' }
    case 'completed':
      return outcomeOfResponse(run)
  }
}

function outcomeOfResponse({ response, request, usage }: OutcomeFacts): Outcome {
  const code = response.stop_reason
  switch (code) {
    case 'end_turn':
      return { code, words: 'The model finished by itself.', tone: 'ok' }
    case 'max_tokens':
      return { code, words: maxTokensWords(response, request.body.max_tokens), tone: 'warning' }
    case 'stop_sequence':
      return { code, words: stopSequenceWords(response.stop_sequence), tone: 'ok' }
    case 'tool_use':
      return { code, words: toolUseWords(response), tone: 'ok' }
    case 'pause_turn':
      return { code, words: 'A server tool paused the turn; it goes on when the answer is sent back.', tone: 'warning' }
    case 'refusal':
      return { code, words: refusalWords(response.stop_details), tone: 'warning' }
    case 'model_context_window_exceeded':
      return { code, words: contextWords(usage), tone: 'warning' }
    case null:
      return { code, words: 'The answer is whole, but its server named no reason for the end.', tone: 'neutral' }
    default:
      return { code, words: 'A reason that Antiphon does not know yet.', tone: 'neutral' }
  }
}

function stopSequenceWords(sequence: string | null): string {
  if (sequence === null) return 'The answer came to one of your stop sequences.'
  return `The answer came to your stop sequence ${JSON.stringify(sequence)}.`
}

function maxTokensWords({ content }: RunResponse, maxTokens: number): string {
  const cut = `reached max_tokens (${groupedDigits(maxTokens)}) and was cut there`
  const last = content.at(-1)?.type
  if (content.length > 0 && content.every(({ type }) => isThinking(type))) {
    return `The thinking ${cut}: nothing was left for an answer.`
  }
  return last === 'tool_use' ? `The tool call ${cut}, so its input is not whole.` : `The answer ${cut}.`
}

function toolUseWords({ content }: RunResponse): string {
  const names = content.flatMap(({ type, name }) => (type === 'tool_use' && typeof name === 'string' ? [name] : []))
  if (names.length === 0) return 'The model asks for a tool and waits for its result.'
  const results = names.length === 1 ? 'its result' : `${names.length} results`
  return `The model calls ${names.join(' and ').slice(0, 200)} and waits for ${results}.`
}

function contextWords(usage: Usage | null): string {
  if (!usage) return 'Request and answer together filled the model’s context window.'
  const input = totalInputTokens(usage)
  const output = usage.output_tokens
  const sum = groupedDigits(input + output)
  return `The request (${groupedDigits(input)} tokens) and the answer (${groupedDigits(output)}) filled the model’s context window of about ${sum}.`
}

/** What each category means, after the SDK's own description of it (RefusalStopDetails). */
const categoryWords = new Map([
  ['cyber', 'the request could enable harm to computers; harmless security work can be taken for it too'],
  ['bio', 'the request could enable biological harm; harmless life science can be taken for it too'],
  [
    'frontier_llm',
    'the request could help to build a competing model; harmless machine learning can be taken for it too',
  ],
  [
    'reasoning_extraction',
    'the request asks for the model’s inner reasoning as text; thinking shows it in a form of its own',
  ],
  ['general_harms', 'the request touches something that counts as harmful; harmless work can be taken for it too'],
])

function refusalWords(details: JsonValue): string {
  const { category, explanation } = isObject(details) ? details : {}
  const known = typeof category === 'string' ? categoryWords.get(category) : undefined
  const about = typeof category === 'string' ? ` (${category.slice(0, 100)})` : ''
  const why = typeof explanation === 'string' && explanation !== '' ? ` It says: ${explanation}` : ''
  return `The model declined to answer${about}${known ? `: ${known}` : ''}.${why}`
}

/** Whether a block of this type is thought and not said. */
export function isThinking(type: string): boolean {
  return type === 'thinking' || type === 'redacted_thinking'
}

function isObject(value: JsonValue): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
