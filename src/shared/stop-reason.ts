import type { JsonValue } from './json.ts'
import type { Run, RunResponse } from './run.ts'

/** How a run stands, in the API's own word where it has one, and in plain words. */
export type Outcome = { code: string | null; words: string; tone: 'ok' | 'warning' | 'error' | 'neutral' }

/** What the end of a run means, or how it stands while it goes (Messages API reference, stop reasons). */
export function outcomeOf({
  state,
  response,
  error,
  firstTokenMs,
}: Pick<Run, 'state' | 'response' | 'error' | 'firstTokenMs'>): Outcome {
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
      return outcomeOfResponse(response)
  }
}

function outcomeOfResponse(response: RunResponse): Outcome {
  const code = response.stop_reason
  switch (code) {
    case 'end_turn':
      return { code, words: 'The model finished by itself.', tone: 'ok' }
    case 'max_tokens':
      return { code, words: 'The answer reached max_tokens and was cut there.', tone: 'warning' }
    case 'stop_sequence':
      return { code, words: stopSequenceWords(response.stop_sequence), tone: 'ok' }
    case 'tool_use':
      return { code, words: 'The model asks for a tool and waits for its result.', tone: 'ok' }
    case 'pause_turn':
      return { code, words: 'A server tool paused the turn; it goes on when the answer is sent back.', tone: 'warning' }
    case 'refusal':
      return { code, words: refusalWords(response.stop_details), tone: 'warning' }
    case 'model_context_window_exceeded':
      return { code, words: 'Request and answer together filled the model’s context window.', tone: 'warning' }
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

function refusalWords(details: JsonValue): string {
  const { category, explanation } = isObject(details) ? details : {}
  const about = typeof category === 'string' ? ` (${category})` : ''
  const why = typeof explanation === 'string' ? ` ${explanation}` : ''
  return `The model declined to answer${about}.${why}`
}

function isObject(value: JsonValue): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
