// What a prefill does, and other ways to get the same: pure changes of a prompt.

import type { ModelInfo } from '../models/models.ts'
import { freshId, withOutputConfig, withSetting, withSystemText } from '../rules/edits.ts'
import { inferSchema } from '../rules/infer-schema.ts'
import type { JsonObject } from '../text/json.ts'
import { type Prompt, type PromptSettings, textOf } from './prompt.ts'
import { fillPrompt } from './variables.ts'

/** A way to get what the prefill was for without one. `words`: what it does, in one or two sentences. */
export type PrefillConversion = {
  id: 'format' | 'instruction' | 'ask'
  label: string
  words: string
  /** Only of a format: nothing tells the fields of the answer, and an example of one would. */
  wantsExample?: boolean
  apply: (prompt: Prompt) => Prompt
}

/** The prefill as it is sent, without a code fence before it. */
function begun(prompt: Prompt): string {
  return fillPrompt({ ...prompt, system: '', messages: [] })
    .prefill.trimStart()
    .replace(/^```(?:json)?\s*/, '')
}

/** Whether the prefill begins an object or a list of JSON. */
export function beginsJson(prompt: Prompt): boolean {
  return /^[[{]/.test(begun(prompt))
}

/**
 * The ways for this prompt, the closest to the prefill first; none without a prefill. Structured output is one only for
 * JSON, and where the model may take it.
 * @param answer The text of an answer to this prompt, from which the fields of its JSON are read; `null` where there is none.
 */
export function prefillConversions(
  prompt: Prompt,
  model: ModelInfo | null,
  answer: string | null,
): PrefillConversion[] {
  if (prompt.prefill.trim() === '') return []
  const takesFormat = model?.capabilities.structuredOutputs !== false
  return [...(beginsJson(prompt) && takesFormat ? [toFormat(prompt, answer)] : []), toInstruction(prompt), toAsk]
}

/** What a schema has where nothing is known of the fields: structured outputs take no object without any. */
const anyAnswer = {
  type: 'object',
  properties: { answer: { type: 'string' } },
  required: ['answer'],
  additionalProperties: false,
}

function toFormat(prompt: Prompt, answer: string | null): PrefillConversion {
  const answers = prompt.messages.flatMap(({ role, content, muted }) =>
    role === 'assistant' && !muted ? [textOf(content)] : [],
  )
  const known: JsonObject | null = inferSchema(begun(prompt), answer === null ? answers : [...answers, answer])
  if (known) return formatConversion(known)
  return {
    ...formatConversion(anyAnswer),
    words:
      'Takes the prefill away and sends a schema. The fields are not known, so it has one, answer: make it from an example instead, or run once with the prefill first.',
    wantsExample: true,
  }
}

/** Structured output with this schema in the place of the prefill. */
export function formatConversion(schema: JsonObject): PrefillConversion {
  const fields = Object.keys((schema.properties ?? {}) as object)
  return {
    id: 'format',
    label: 'Structured output',
    words: `Takes the prefill away and sends a schema${fields.length > 0 ? ` with ${fields.join(', ')}` : ''}: the API guarantees that the answer follows it.`,
    apply: (changed) => withOutputConfig({ ...changed, prefill: '' }, 'format', { type: 'json_schema', schema }),
  }
}

function toInstruction(prompt: Prompt): PrefillConversion {
  const isJson = beginsJson(prompt)
  const end = isJson ? jsonEnd : answerEnd
  const begin = `Begin your answer with exactly the text between these tags, and nothing before it: <begin>${prompt.prefill.trimEnd()}</begin>`
  const close = isJson
    ? `Write nothing but the JSON, and ${end} after its last character.`
    : `When the answer is complete, write ${end}.`
  return {
    id: 'instruction',
    label: 'Instruction and stop sequence',
    words: `Takes the prefill away, asks in the system prompt for an answer that begins with it, and stops at ${end}. The model is asked, not bound.`,
    apply: (changed) => withStop(withSystemText({ ...changed, prefill: '' }, `${begin}\n${close}`), end),
  }
}

const toAsk: PrefillConversion = {
  id: 'ask',
  label: 'Ask to continue',
  words: 'Turns the prefill into an assistant message, and adds a message of the user that asks to go on from there.',
  apply: (prompt) => {
    const begun = { id: freshId(prompt, 'begun'), role: 'assistant' as const, content: prompt.prefill.trimEnd() }
    const asked = { id: freshId(prompt, 'go-on'), role: 'user' as const, content: goOn }
    return { ...prompt, prefill: '', messages: [...prompt.messages, begun, asked] }
  },
}

const goOn = 'Continue exactly where you stopped, without repeating anything.'

const jsonEnd = '</json>'
const answerEnd = '</answer>'

function withStop(prompt: Prompt, sequence: string): Prompt {
  const before: PromptSettings['stop_sequences'] = prompt.settings.stop_sequences ?? []
  return before.includes(sequence) ? prompt : withSetting(prompt, 'stop_sequences', [...before, sequence])
}

/** Asks for JSON and nothing else: the answer begins inside an object, and ends where the object does. */
export function answerInJson(prompt: Prompt): Prompt {
  const asked = withSystemText(
    prompt,
    `Answer with one JSON object and nothing else. Write ${jsonEnd} after its last brace.`,
  )
  return withStop({ ...asked, prefill: prompt.prefill === '' ? '{' : prompt.prefill }, jsonEnd)
}

/**
 * What is yet to be closed of the JSON that the prefill begins, such as `"}`; `null` where it is no JSON.
 * @param answer What has joined on so far.
 */
export function openJson(prompt: Prompt, answer = ''): string | null {
  if (!beginsJson(prompt)) return null
  const closers: string[] = []
  let isText = false
  let isEscaped = false
  for (const character of begun(prompt) + answer) {
    if (isText) {
      if (isEscaped) isEscaped = false
      else if (character === '\\') isEscaped = true
      else if (character === '"') isText = false
    } else if (character === '"') isText = true
    else if (character === '{') closers.push('}')
    else if (character === '[') closers.push(']')
    else if (character === closers.at(-1)) closers.pop()
    // What follows it is no JSON any more.
    if (!isText && closers.length === 0) break
  }
  return (isText ? '"' : '') + closers.reverse().join('')
}
