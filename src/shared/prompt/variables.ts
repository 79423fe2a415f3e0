// {{name}} in the texts of a prompt: found, filled, named anew, and taken for text.
import { documentsText } from './documents-text.ts'
import type { ContentBlock, Prompt, PromptMessage, PromptVariables, VariableValue } from './prompt.ts'
import { mapContent, mapTexts, type TextChange } from './prompt-texts.ts'

/**
 * What looks like a variable: backslashes, `{{`, the name, `}}`. An odd number of backslashes makes it text, as `\{{name}}`;
 * two of them stand for one. Anything else in braces, JSON among it, is text. Takes linear time on any text: no two parts
 * of it can begin at the same character. `__proto__` is no name, because a JSON object cannot be trusted to keep it.
 */
export const variablePattern: Readonly<RegExp> =
  /(?<!\\)(\\*)(\{\{[ \t]*)((?!__proto__[ \t]*\}\})[\p{L}_][\p{L}\p{N}_.-]{0,199})([ \t]*\}\})/gu

/** What stands at one place of a text: a variable, or a `literal` that only looks like one. */
export type VariablePlace = { from: number; to: number; name: string; isLiteral: boolean }

/** Every place of a text that is a variable or looks like one, in order; backslashes before it belong to it. */
export function variablePlaces(text: string): VariablePlace[] {
  if (!text.includes('{{')) return []
  return Array.from(text.matchAll(variablePattern), ({ 0: whole, 1: slashes = '', 3: name = '', index }) => ({
    from: index,
    to: index + whole.length,
    name,
    isLiteral: isOdd(slashes),
  }))
}

const isOdd = (slashes: string) => slashes.length % 2 === 1

/** Whether `{{text}}` would be a variable. */
export function isVariableName(text: string): boolean {
  const [place] = variablePlaces(`{{${text}}}`)
  return place?.name === text
}

/** A text that is sent as this one, whatever it looks like: what a model wrote may hold `{{name}}`. */
export function literalText(text: string): string {
  if (!text.includes('{{')) return text
  return text.replace(
    variablePattern,
    (whole, slashes: string) => `${slashes}${slashes}\\${whole.slice(slashes.length)}`,
  )
}

/** Content that came from a model, as it must stand in this prompt to be sent as it came. */
export function asWritten<Content extends string | ContentBlock[]>(prompt: Prompt, content: Content): Content {
  // Safe: text becomes text, and blocks become blocks.
  return prompt.variables?.off ? content : (mapContent(content, literalText) as Content)
}

/**
 * Values are put in until so many characters were added, then the rest stays as it is: more than the API takes (32 MB), so
 * that a million places with a long value cost no more memory than that and one value.
 */
export const mostAdded = 32 * 1024 * 1024

/** Fills texts with the values, each value once: what looks like a variable inside a value is text. */
function createFill(values: PromptVariables['values']): { fill: TextChange; added: () => number } {
  const texts = new Map<string, string | null>()
  let added = 0
  function textOf(name: string): string | null {
    const known = texts.get(name)
    if (known !== undefined) return known
    const text = Object.hasOwn(values, name) ? valueText(values[name] ?? '') : null
    texts.set(name, text)
    return text
  }
  function fill(text: string): string {
    if (!text.includes('{{')) return text
    return text.replace(variablePattern, (whole, slashes: string, _open, name: string) => {
      const kept = slashes.slice(0, Math.floor(slashes.length / 2))
      if (isOdd(slashes)) return kept + whole.slice(slashes.length)
      const value = added > mostAdded ? null : textOf(name)
      if (value === null) return whole
      added += value.length
      return kept + value
    })
  }
  return { fill, added: () => added }
}

/** What stands in the place of a variable. */
export function valueText(value: VariableValue): string {
  return typeof value === 'string' ? value : documentsText(value.documents)
}

/** Answers what was made of the same object before, or makes it: see `Memory`. */
export type Recall = <Facts>(object: object, make: () => Facts) => Facts
const afresh: Recall = (_object, make) => make()

/**
 * The prompt with every value in its place: system prompt, messages that are sent, prefill. What has nothing to fill keeps
 * its identity, the prompt itself too. A name without a value stays as it is.
 * @param recall Remembers messages; only for prompts with these very `variables`.
 */
export function fillPrompt(prompt: Prompt, recall: Recall = afresh): Prompt {
  if (prompt.variables?.off) return prompt
  const values = prompt.variables?.values ?? {}
  let added = 0
  const filled = <Part>(part: Part, change: (part: Part, fill: TextChange) => Part): { part: Part; added: number } => {
    const { fill, added } = createFill(values)
    return { part: change(part, fill), added: added() }
  }
  const take = <Part>(part: Part, one: () => { part: Part; added: number }): Part => {
    if (added > mostAdded) return part
    const result = one()
    added += result.added
    return result.part
  }
  const system = take(prompt.system, () => filled(prompt.system, mapContent))
  const messages = mapKeeping(prompt.messages, (message) =>
    message.muted || isWithoutBraces(message)
      ? message
      : take(message, () => recall(message, () => filled(message, fillMessage))),
  )
  const prefill = take(prompt.prefill, () => filled(prompt.prefill, (text, fill) => fill(text)))
  const isSame = system === prompt.system && messages === prompt.messages && prefill === prompt.prefill
  return isSame ? prompt : { ...prompt, system, messages, prefill }
}

function fillMessage(message: PromptMessage, fill: TextChange): PromptMessage {
  const content = mapContent(message.content, fill)
  return content === message.content ? message : { ...message, content }
}

/** The list with each item changed; the very same list where none is. */
function mapKeeping<Item>(items: Item[], change: (item: Item) => Item): Item[] {
  let changed: Item[] | null = null
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index]!
    const next = change(item)
    if (next !== item) changed ??= items.slice(0, index)
    changed?.push(next)
  }
  return changed ?? items
}

/** How often each name stands in what is sent, in the order of appearance; nothing where variables are off. */
export function variableUses(prompt: Prompt, recall: Recall = afresh): Map<string, number> {
  const uses = new Map<string, number>()
  if (prompt.variables?.off) return uses
  const add = (names: readonly string[]) => {
    for (const name of names) uses.set(name, (uses.get(name) ?? 0) + 1)
  }
  add(namesIn(prompt.system))
  for (const message of prompt.messages) {
    if (!message.muted && !isWithoutBraces(message)) add(recall(message, () => namesIn(message.content)))
  }
  add(namesIn(prompt.prefill))
  return uses
}

/** Seen faster than remembered: most messages of a long conversation are so. */
function isWithoutBraces({ content }: PromptMessage): boolean {
  return typeof content === 'string' && !content.includes('{{')
}

const nothing: readonly string[] = []

/** The names in some content, as often as they stand there. */
function namesIn(content: string | ContentBlock[]): readonly string[] {
  const names: string[] = []
  mapContent(content, (text) => {
    for (const { name, isLiteral } of variablePlaces(text)) if (!isLiteral) names.push(name)
    return text
  })
  return names.length === 0 ? nothing : names
}

/** Gives a variable another name, in every text and in the list. A name that is taken or none changes nothing. */
export function renameVariable(prompt: Prompt, from: string, to: string): Prompt {
  const values = prompt.variables?.values ?? {}
  if (from === to || !isVariableName(to) || Object.hasOwn(values, to)) return prompt
  const renamed = mapTexts(prompt, (text) =>
    replacePlaces(text, from, (slashes, open, close) => `${slashes}${open}${to}${close}`),
  )
  if (!Object.hasOwn(values, from)) return renamed
  const entries = Object.entries(values).map(([name, value]) => [name === from ? to : name, value])
  return { ...renamed, variables: { ...prompt.variables, values: Object.fromEntries(entries) } }
}

/** Makes text of a variable wherever it stands: `\{{name}}` is sent as `{{name}}`. */
export function makeLiteral(prompt: Prompt, name: string): Prompt {
  return mapTexts(prompt, (text) =>
    replacePlaces(text, name, (slashes, open, close) => `${slashes}\\${open}${name}${close}`),
  )
}

function replacePlaces(
  text: string,
  wanted: string,
  write: (slashes: string, open: string, close: string) => string,
): string {
  if (!text.includes(wanted)) return text
  return text.replace(variablePattern, (whole, slashes: string, open: string, name: string, close: string) =>
    name === wanted && !isOdd(slashes) ? write(slashes, open, close) : whole,
  )
}

/** Gives a variable a value; `null` takes it away. A prompt without values has no field for them. */
export function setVariable(prompt: Prompt, name: string, value: VariableValue | null): Prompt {
  const { [name]: before, ...others } = prompt.variables?.values ?? {}
  if (value === null)
    return before === undefined ? prompt : withVariables(prompt, { ...prompt.variables, values: others })
  if (before === value) return prompt
  return withVariables(prompt, { ...prompt.variables, values: { ...prompt.variables?.values, [name]: value } })
}

/** Whether braces are text like any other in this prompt. */
export function setVariablesOff(prompt: Prompt, isOff: boolean): Prompt {
  const values = prompt.variables?.values ?? {}
  if ((prompt.variables?.off ?? false) === isOff) return prompt
  return withVariables(prompt, isOff ? { values, off: true } : { values })
}

function withVariables(prompt: Prompt, variables: PromptVariables): Prompt {
  if (variables.off || Object.keys(variables.values).length > 0) return { ...prompt, variables }
  const { variables: _none, ...without } = prompt
  return without
}
