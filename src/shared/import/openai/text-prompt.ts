// Text completions, the form before messages: one string in which the turns are marked.
import type { JsonObject } from '../../text/json.ts'
import type { Tell } from '../reading.ts'
import { fromFields } from './openai-fields.ts'

const marks = { human: '\n\nHuman:', assistant: '\n\nAssistant:' }

/** The body of a text completion as one of the Messages API. `tell` is told what has no equal there. */
export function fromTextPrompt(
  { prompt, max_tokens_to_sample: most, stop_sequences: stops, metadata, ...fields }: JsonObject,
  tell: Tell,
): JsonObject {
  const body = fromFields(fields, tell)
  if (typeof most === 'number') body.max_tokens = most
  // The mark of the next turn ended every answer there; messages need none.
  const kept = Array.isArray(stops) ? stops.filter((stop) => stop !== marks.human) : []
  if (kept.length > 0) body.stop_sequences = kept
  if (metadata !== undefined) body.metadata = metadata
  const said = typeof prompt === 'string' ? prompt : ''
  return { ...body, ...turnsOf(said) }
}

function turnsOf(prompt: string): JsonObject {
  const begin = prompt.startsWith('Human:') ? `\n\n${prompt}` : prompt
  const [system = '', ...humans] = begin.split(marks.human)
  if (humans.length === 0) return { messages: [{ role: 'user', content: prompt }] }
  const messages = humans.flatMap((turn) => {
    const [human = '', ...answers] = turn.split(marks.assistant)
    return [
      { role: 'user', content: human.trim() },
      ...answers.flatMap((answer) => (answer.trim() === '' ? [] : [{ role: 'assistant', content: answer.trim() }])),
    ]
  })
  return { ...(system.trim() === '' ? {} : { system: system.trim() }), messages }
}
