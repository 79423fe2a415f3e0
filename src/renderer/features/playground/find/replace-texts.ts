// Replaces what was found in the texts of a prompt, and nothing else.
import { type Places, withReplaced } from '#shared/find/find-matches'
import type { Prompt } from '#shared/prompt/prompt'
import { toolName } from '#shared/prompt/tools'
import { isObject, type JsonValue } from '#shared/text/json'
import { readJson } from '../../../parts/json/json-text.ts'
import type { PromptEdit } from '../../../parts/prompt/edits/prompt-edits.ts'
import { isToolName, setToolFields, toolsIn } from '../tools/tool-edits.ts'
import { type FixedReason, type PromptText, promptTexts, type TextPath } from './prompt-texts.ts'

/** What is to stand in some places of a text. */
export type TextReplacement = { text: PromptText; places: Places; inserts: readonly string[] }

/** A text that was changed, by its key. */
export type ChangedText = { key: string; before: string; after: string }

export type Replaced = {
  prompt: Prompt
  count: number
  changed: ChangedText[]
  /** In how many messages and tools, and which other parts. */
  messages: number
  tools: number
  others: ('system' | 'prefill')[]
  /** Matches that are never replaced, by the reason; and those whose replacement would be no JSON, or no name of a tool. */
  fixed: Map<FixedReason, number>
  refused: number
}

type Change = ChangedText & { text: PromptText; value: JsonValue }

/** The prompt with these replaced: every other part of it is the very same. `replacements`: of its own texts. */
export function replaceTexts(prompt: Prompt, replacements: readonly TextReplacement[]): Replaced {
  const replaced: Replaced = {
    prompt,
    count: 0,
    changed: [],
    messages: 0,
    tools: 0,
    others: [],
    fixed: new Map(),
    refused: 0,
  }
  const changes: Change[] = []
  const seen = new Set<string>()
  const names = new Set(toolsIn(prompt).map(toolName))
  for (const { text, places, inserts } of replacements) {
    if (inserts.length === 0) continue
    if (text.fixed) {
      replaced.fixed.set(text.fixed, (replaced.fixed.get(text.fixed) ?? 0) + inserts.length)
      continue
    }
    const value = valueAfter(text, places, inserts, names)
    if (value === null) {
      replaced.refused += inserts.length
      continue
    }
    replaced.count += inserts.length
    seen.add(holderName(text))
    const { key, text: before } = text
    if (value.text !== before) changes.push({ key, before, after: value.text, text, value: value.value })
  }
  for (const name of seen) {
    if (name === 'system' || name === 'prefill') replaced.others.push(name)
    else if (name.startsWith('tool')) replaced.tools += 1
    else replaced.messages += 1
  }
  replaced.changed = changes.map(({ key, before, after }) => ({ key, before, after }))
  return { ...replaced, prompt: withChanges(prompt, changes) }
}

/** Gives texts back what they had, where nothing else was done to them since. */
export function putTextsBack(changed: readonly ChangedText[]): PromptEdit {
  return (prompt) => {
    const byKey = new Map(changed.map((one) => [one.key, one]))
    const changes: Change[] = []
    for (const text of promptTexts(prompt)) {
      const one = byKey.get(text.key)
      if (!one || text.text !== one.after) continue
      const read = text.kind === 'json' ? readJson(one.before) : { value: one.before }
      if (read.value !== undefined) {
        changes.push({ key: text.key, before: one.after, after: one.before, text, value: read.value })
      }
    }
    return withChanges(prompt, changes)
  }
}

function holderName({ holder, path }: PromptText): string {
  if (holder.kind === 'message') return `message ${holder.id}`
  return holder.kind === 'tool' ? `tool ${path[2]}` : holder.kind
}

/** A text with its places replaced, and the value that it says; `null` where it would say none. */
function valueAfter(
  text: PromptText,
  places: Places,
  inserts: readonly string[],
  names: Set<string | null>,
): { text: string; value: JsonValue } | null {
  const after = withReplaced(text.text, places, inserts)
  if (text.kind === 'text') return { text: after, value: after }
  if (text.kind === 'json') return jsonAfter(text.text, places, inserts)
  if (after !== text.text && (!isToolName(after) || names.has(after))) return null
  names.delete(text.text)
  names.add(after)
  return { text: after, value: after }
}

/** JSON stays JSON: where a replacement as it is would break it, it goes in as the text of a string. */
function jsonAfter(
  text: string,
  places: Places,
  inserts: readonly string[],
): { text: string; value: JsonValue } | null {
  const escaped = () => inserts.map((insert) => JSON.stringify(insert).slice(1, -1))
  for (const after of [withReplaced(text, places, inserts), withReplaced(text, places, escaped())]) {
    const { value } = readJson(after)
    if (value !== undefined && isObject(value)) return { text: JSON.stringify(value, null, 2), value }
  }
  return null
}

function withChanges(prompt: Prompt, changes: readonly Change[]): Prompt {
  if (changes.length === 0) return prompt
  const ofMessages = new Map<string, Change[]>()
  let next = prompt
  for (const change of changes) {
    const { holder, path, kind } = change.text
    if (holder.kind === 'message') ofMessages.set(holder.id, [...(ofMessages.get(holder.id) ?? []), change])
    // What goes by the name of a tool goes along.
    else if (kind === 'tool-name') next = setToolFields(Number(path[2]), { name: change.value })(next)
    else next = withValue(next, path, change.value)
  }
  if (ofMessages.size === 0) return next
  const messages = next.messages.map((message) =>
    (ofMessages.get(message.id) ?? []).reduce((one, { text, value }) => withValue(one, text.path, value), message),
  )
  return { ...next, messages }
}

/** Sets a value deep inside; everything beside the way there is the same as before. */
function withValue<Owner>(owner: Owner, path: TextPath, value: JsonValue): Owner {
  const [step, ...rest] = path
  // Safe: the path was read from this very value, and leads to a text in it.
  if (step === undefined) return value as Owner
  if (Array.isArray(owner)) return owner.with(Number(step), withValue(owner[Number(step)], rest, value)) as Owner
  const fields = owner as Record<string, unknown>
  if (rest.length === 0 && value === '' && isLeftOutWhenEmpty(fields, String(step))) {
    const { [String(step)]: _empty, ...others } = fields
    return others as Owner
  }
  return { ...fields, [step]: withValue(fields[step], rest, value) } as Owner
}

/** As their forms have it: what says nothing is not sent. */
function isLeftOutWhenEmpty({ type }: Record<string, unknown>, field: string): boolean {
  return field === 'context' || field === 'description' || (field === 'title' && type === 'document')
}
