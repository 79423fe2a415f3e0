// Other ways to get what a prefill was for: an instruction, a guaranteed format, or a request to go on.
import type { Prompt } from '../prompt/prompt.ts'
import { freshId, safely, withOutputConfig, withSystemText } from './edits.ts'
import type { Fix, RuleContext } from './finding.ts'
import { inferSchema } from './infer-schema.ts'
import type { PrefillPlace } from './prefill.ts'
import { objectOr, type Reading, type SentMessage } from './reading.ts'

/** The fixes for a prefill that is refused, the least invasive first. */
export function conversions(prompt: Prompt, context: RuleContext, reading: Reading, place: PrefillPlace): Fix[] {
  const remove = place.isField
    ? safely('Remove prefill', (changed) => ({ ...changed, prefill: '' }))
    : safely('Mute message', (changed) => muted(changed, place.run))
  const text = textOfPlace(prompt, place)
  const isLeft = canLeave(reading, place)
  if (text.trim() === '') return isLeft ? [remove] : []
  const askToGoOn = safely('Ask to continue', (changed) => continued(changed, place))
  const toSystem = safely('Move to system prompt', (changed) =>
    withSystemText(withoutPlace(changed, place), instruction(text)),
  )
  if (!isLeft) return canBeAsked(place) ? [askToGoOn] : []
  return [
    toSystem,
    ...structured(prompt, context, reading, place, text),
    ...(canBeAsked(place) ? [askToGoOn] : []),
    remove,
  ]
}

function textOfPlace(prompt: Prompt, { isField, run }: PrefillPlace): string {
  const end = isField ? undefined : run.at(-1)?.facts.blocks.at(-1)
  return isField ? prompt.prefill : typeof end?.text === 'string' ? end.text : ''
}

/** Whether something is still sent, and no tool's call is torn from its result, once the last messages are muted. */
function canLeave({ sent }: Reading, { run }: PrefillPlace): boolean {
  return sent.length > run.length && !hasTools(run)
}

const hasTools = (run: readonly SentMessage[]) =>
  run.some(({ facts }) => facts.blocks.some(({ type }) => type === 'tool_use' || type === 'tool_result'))

/** A message with nothing in it cannot stand before another one. */
const canBeAsked = ({ run }: PrefillPlace) => run.every(({ message }) => message.content.length > 0)

const instruction = (text: string) =>
  `Begin your answer with exactly this text, and nothing before it: ${JSON.stringify(text.trimEnd())}`

function withoutPlace(prompt: Prompt, place: PrefillPlace): Prompt {
  return place.isField ? { ...prompt, prefill: '' } : muted(prompt, place.run)
}

function muted(prompt: Prompt, run: readonly SentMessage[]): Prompt {
  const ids = new Set(run.map(({ message }) => message.id))
  return {
    ...prompt,
    messages: prompt.messages.map((message) => (ids.has(message.id) ? { ...message, muted: true } : message)),
  }
}

const goOn = 'Continue exactly where you stopped, without repeating anything.'

function continued(prompt: Prompt, { isField }: PrefillPlace): Prompt {
  const begun = { id: freshId(prompt, 'begun'), role: 'assistant' as const, content: prompt.prefill.trimEnd() }
  const asked = { id: freshId(prompt, 'go-on'), role: 'user' as const, content: goOn }
  return {
    ...prompt,
    prefill: isField ? '' : prompt.prefill,
    messages: [...prompt.messages, ...(isField ? [begun, asked] : [asked])],
  }
}

/** A format in the place of a prefill that begins JSON, where its fields can be read from it or from earlier answers. */
function structured(prompt: Prompt, context: RuleContext, reading: Reading, place: PrefillPlace, text: string): Fix[] {
  const { model } = context
  const usesTools = prompt.settings.tools !== undefined || citesDocuments(reading)
  if (model?.capabilities.structuredOutputs !== true || usesTools || prompt.settings.output_config?.format) return []
  const answers = reading.sent.filter(
    ({ message }) => message.role === 'assistant' && !place.run.some((one) => one.message === message),
  )
  const texts = answers.flatMap(({ facts }) =>
    facts.blocks.flatMap((block) => (typeof block.text === 'string' ? [block.text] : [])),
  )
  const schema = inferSchema(text, texts)
  if (schema === null) return []
  return [
    safely('Use structured output', (changed) =>
      withOutputConfig(withoutPlace(changed, place), 'format', { type: 'json_schema', schema }),
    ),
  ]
}

function citesDocuments({ special }: Reading): boolean {
  return special.some(({ facts }) => facts.placed.some(({ block }) => objectOr(block.citations).enabled === true))
}
