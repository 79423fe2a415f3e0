// Words of a shell command as texts: quotes taken away, variables of the same paste put in, others as `{{name}}`.
import type { HereDoc, Script, Word, WordPart } from 'unbash'
import { variableName } from '../code/body-of-call.ts'

/** What is known of a shell: its variables, whom to tell of a name that is not known, and what a command in a word writes. */
export type Shell = {
  variables: Map<string, string>
  onUnknown: (name: string, at: number) => void
  outputOf: (script: Script) => string | null
}

/** @param name What the text is called where it is not known: the variable that it is put into. */
export function wordText(word: Word, shell: Shell, name?: string): string {
  const parts = word.parts ? insideQuotes(word.parts) : []
  const [only] = parts
  if (parts.length === 1 && only?.type === 'CommandExpansion') return commandText(only, shell, name)
  return word.parts ? partsText(word.parts, shell) : word.value
}

/** The parts of `"$(…)"`. */
function insideQuotes(parts: readonly WordPart[]): readonly WordPart[] {
  const [only] = parts
  return parts.length === 1 && only?.type === 'DoubleQuoted' ? only.parts : parts
}

function commandText(part: WordPart & { type: 'CommandExpansion' }, shell: Shell, name?: string): string {
  const output = part.script ? shell.outputOf(part.script) : null
  // A shell takes the line breaks at the end away.
  return output?.replace(/\n+$/, '') ?? unknown(name ?? commandName(part), part.pos, shell)
}

/** As it stands where the delimiter is quoted, and with its variables put in elsewhere. */
export function hereDocText({ body, delimiter }: HereDoc, shell: Shell): string {
  if (delimiter?.quoted || !body.parts) return body.text
  return partsText(body.parts, shell)
}

function partsText(parts: readonly WordPart[], shell: Shell): string {
  return parts.map((part) => partText(part, shell)).join('')
}

function partText(part: WordPart, shell: Shell): string {
  switch (part.type) {
    case 'DoubleQuoted':
    case 'LocaleString':
      return partsText(part.parts, shell)
    case 'SimpleExpansion':
      return variable(part.text.slice(1), part.pos, shell)
    case 'ParameterExpansion': {
      const { operation } = part
      const usual =
        operation?.type === 'Default' && !operation.operator.includes('?') ? wordText(operation.operand, shell) : null
      return shell.variables.get(part.parameter) ?? usual ?? variable(part.parameter, part.pos, shell)
    }
    case 'CommandExpansion':
      return commandText(part, shell)
    case 'ArithmeticExpansion':
    case 'ProcessSubstitution':
      return unknown(commandName(part), part.pos, shell)
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return part.value
    default:
      return part.text
  }
}

function variable(name: string, at: number, shell: Shell): string {
  return shell.variables.get(name) ?? unknown(name, at, shell)
}

function unknown(name: string, at: number, shell: Shell): string {
  const known = variableName(name)
  shell.onUnknown(known, at)
  return `{{${known}}}`
}

/** `$(cat prompt.txt)` is called after its last word. */
function commandName(part: WordPart): string {
  if (part.type !== 'CommandExpansion') return 'value'
  const words = part.script?.commands.flatMap(({ command }) =>
    command.type === 'Command' ? [command.name, ...command.args] : [],
  )
  const last = words?.at(-1)
  return last?.type === 'Word' ? (last.value.split('/').at(-1) ?? 'value') : 'value'
}
