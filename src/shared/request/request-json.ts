// The body of a request as JSON that can be edited: written from a prompt, and read back into it.

import { keepMessages, type SentMessage } from '../conversation/keep-messages.ts'
import { isEmptyContent, type Prompt, type PromptSettings } from '../prompt/prompt.ts'
import { noteOf, sentSettings, toolName } from '../prompt/tools.ts'
import type { JsonObject, JsonValue } from '../text/json.ts'
import { isSameJson } from '../text/same-json.ts'
import { promptFields } from './request.ts'
import { type BodyProblem, bodyProblem } from './request-json-shape.ts'

/**
 * What is sent of a prompt, in the order in which it is sent, as the person edits it: variables are not filled, stored files
 * are references. Muted messages, disabled tools and `stream`, which is always true, are not in it.
 */
export function requestJson(prompt: Prompt): JsonObject {
  const { max_tokens, ...settings } = sentSettings(prompt.settings, prompt.toolNotes)
  const messages: SentMessage[] = prompt.messages
    .filter(({ muted }) => !muted)
    .map(({ role, content }) => ({ role, content }))
  if (prompt.prefill !== '') messages.push({ role: 'assistant', content: prompt.prefill })
  return {
    model: prompt.model,
    max_tokens,
    ...withoutFields(settings, promptFields),
    ...(isEmptyContent(prompt.system) ? {} : { system: prompt.system }),
    messages,
  }
}

/** A prompt that says what a body says. `unheld`: the fields that no prompt can hold, which are left out of it. */
export type ReadBody = { prompt: Prompt; unheld: string[] } | { problem: BodyProblem }

/**
 * The prompt with everything that this body says, and with everything that no body can say: ids, muted messages, pins, disabled
 * tools, notes, variables, the API version and headers. What the body says as before stays the very same object.
 */
export function withRequestJson(prompt: Prompt, body: JsonValue, newId: () => string): ReadBody {
  const problem = bodyProblem(body)
  if (problem) return { problem }
  // Safe: its shape was checked.
  const {
    model,
    system = '',
    messages,
    stream,
    ...settings
  } = body as JsonObject & {
    model: string
    system?: Prompt['system']
    messages: (SentMessage & JsonObject)[]
    stream?: JsonValue
  }
  const unheld = [
    ...(stream === undefined || stream === true ? [] : ['stream']),
    ...messages.flatMap((message, index) =>
      Object.keys(message).flatMap((field) =>
        field === 'role' || field === 'content' ? [] : [`messages[${index}].${field}`],
      ),
    ),
  ]
  const { turns, prefill } = takePrefill(prompt, messages)
  const isSameSystem = isSameJson(system, prompt.system) || (isEmptyContent(system) && isEmptyContent(prompt.system))
  const said = {
    model,
    system: isSameSystem ? prompt.system : system,
    messages: keepMessages(prompt.messages, turns, newId),
    prefill,
    ...withTools(prompt, settings),
  }
  // Safe: the names are those of the prompt's own fields.
  const isSame = Object.entries(said).every(([name, value]) => prompt[name as keyof Prompt] === value)
  return { prompt: isSame ? prompt : { ...prompt, ...said }, unheld }
}

/** A prefill stays one as long as the last message can be it; a prompt without one gets a message. */
function takePrefill(prompt: Prompt, messages: SentMessage[]): { turns: SentMessage[]; prefill: string } {
  const last = messages.at(-1)
  if (prompt.prefill === '' || last?.role !== 'assistant' || typeof last.content !== 'string') {
    return { turns: messages, prefill: '' }
  }
  return { turns: messages.slice(0, -1), prefill: last.content }
}

/** The settings that the body names, with the disabled tools, which it does not, and with what no body has. */
function withTools(prompt: Prompt, named: JsonObject): Pick<Prompt, 'settings' | 'toolNotes'> {
  const { settings, toolNotes } = prompt
  const hidden = promptFields.flatMap((name) => (name in settings ? [[name, settings[name]] as const] : []))
  const all = { ...named, ...Object.fromEntries(hidden) }
  const before = Array.isArray(settings.tools) ? settings.tools : []
  const disabled = before.filter((tool) => noteOf(tool, toolNotes)?.disabled)
  const { tools = [] } = named
  if (disabled.length === 0 || !Array.isArray(tools)) return { settings: sharing(settings, all) }
  const names = new Set(tools.map(toolName))
  // A tool that is written here under the name of a disabled one is meant to be sent.
  const kept = disabled.filter((tool) => !names.has(toolName(tool)))
  const withKept = sharing(settings, { ...all, tools: putBack(before, tools, kept) })
  if (kept.length === disabled.length) return { settings: withKept }
  const notes = Object.entries(toolNotes ?? {}).map(([name, { disabled, ...note }]) => {
    return [name, disabled && !names.has(name) ? { ...note, disabled } : note] as const
  })
  return { settings: withKept, toolNotes: Object.fromEntries(notes) }
}

/** Every kept tool behind one that it stood behind; at the beginning where those are gone. */
function putBack(before: JsonValue[], sent: JsonValue[], kept: JsonValue[]): JsonValue[] {
  const tools = [...sent]
  for (const tool of kept) {
    const earlier = before.slice(0, before.indexOf(tool)).map(toolName)
    const at = tools.findLastIndex((other) => earlier.includes(toolName(other)))
    tools.splice(at + 1, 0, tool)
  }
  return tools
}

/** The later settings, with every value that says the same taken from the earlier ones; these where nothing differs. */
function sharing(earlier: PromptSettings, later: JsonObject): PromptSettings {
  const { max_tokens: least, ...before } = earlier
  const { max_tokens: most, ...after } = later
  // The order of the fields is that of sending, but for max_tokens, which always goes first.
  if (least === most && JSON.stringify(before) === JSON.stringify(after)) return earlier
  const entries = Object.entries(later).map(([name, value]) => [
    name,
    isSameText(value, earlier[name]) ? earlier[name] : value,
  ])
  // Safe: the shape was checked, max_tokens included.
  return Object.fromEntries(entries) as PromptSettings
}

const isSameText = (one: JsonValue | undefined, other: JsonValue | undefined) =>
  JSON.stringify(one) === JSON.stringify(other)

function withoutFields(object: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !fields.includes(name)))
}
