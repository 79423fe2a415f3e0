// The texts of a prompt as they are sent, and what in them came from a variable.
import { escapedTags } from './documents-text.ts'
import type { ContentBlock, Prompt, VariableValue } from './prompt.ts'
import { mapContent } from './prompt-texts.ts'
import { type VariablePlace, valueText, variablePlaces } from './variables.ts'

/** A run of characters: as written, a variable's value, braces that are text, or a name without a value. */
export type RenderedPiece = { kind: 'text' | 'value' | 'literal' | 'missing'; text: string }

/** One text, or a block without any; `kind` is the block's, `text` where a message is one string. */
export type RenderedText = { kind: string; pieces: RenderedPiece[] }

/** The system prompt, one message or the prefill. `key` tells them apart. */
export type RenderedPart = { key: string; role: 'system' | 'user' | 'assistant' | 'prefill'; texts: RenderedText[] }

/** What was put in: names with how often, names that have no value, braces that are text, tags that were escaped. */
export type RenderedNote = { filled: Map<string, number>; missing: Set<string>; literals: number; escaped: number }

export type Rendered = { parts: RenderedPart[]; note: RenderedNote }

/** Everything that a model reads as text, in the order in which it is sent. */
export function renderPrompt(prompt: Prompt): Rendered {
  const note: RenderedNote = { filled: new Map(), missing: new Set(), literals: 0, escaped: 0 }
  const render = (text: string) => piecesOf(text, prompt, note)
  const part = (key: string, role: RenderedPart['role'], content: string | ContentBlock[]): RenderedPart[] =>
    content.length === 0 ? [] : [{ key, role, texts: textsOf(content, render) }]
  const parts = [
    ...part('system', 'system', prompt.system),
    ...prompt.messages.flatMap(({ id, role, content, muted }) => (muted ? [] : part(`message ${id}`, role, content))),
    ...part('prefill', 'prefill', prompt.prefill),
  ]
  return { parts, note }
}

function textsOf(content: string | ContentBlock[], render: (text: string) => RenderedPiece[]): RenderedText[] {
  if (typeof content === 'string') return [{ kind: 'text', pieces: render(content) }]
  return content.flatMap((block): RenderedText[] => {
    const texts: RenderedText[] = []
    mapContent([block], (text) => {
      texts.push({ kind: block.type, pieces: render(text) })
      return text
    })
    return texts.length === 0 ? [{ kind: block.type, pieces: [] }] : texts
  })
}

function piecesOf(text: string, { variables }: Prompt, note: RenderedNote): RenderedPiece[] {
  const pieces: RenderedPiece[] = []
  const add = (kind: RenderedPiece['kind'], part: string) => {
    if (part !== '') pieces.push({ kind, text: part })
  }
  let from = 0
  for (const place of variables?.off ? [] : variablePlaces(text)) {
    add('text', text.slice(from, place.from))
    const written = text.slice(place.from, place.to)
    const braces = written.indexOf('{{')
    const value = variables && Object.hasOwn(variables.values, place.name) ? variables.values[place.name] : undefined
    if (place.isLiteral || value !== undefined) add('text', written.slice(0, Math.floor(braces / 2)))
    const [kind, shown] = pieceAt(place, written, braces, value)
    add(kind, shown)
    count(note, kind, place.name, value)
    from = place.to
  }
  add('text', text.slice(from))
  return pieces
}

function pieceAt(
  { isLiteral }: VariablePlace,
  written: string,
  braces: number,
  value: VariableValue | undefined,
): [RenderedPiece['kind'], string] {
  if (isLiteral) return ['literal', written.slice(braces)]
  return value === undefined ? ['missing', written] : ['value', valueText(value)]
}

function count(note: RenderedNote, kind: RenderedPiece['kind'], name: string, value: VariableValue | undefined): void {
  if (kind === 'literal') note.literals += 1
  else if (kind === 'missing') note.missing.add(name)
  else {
    note.filled.set(name, (note.filled.get(name) ?? 0) + 1)
    if (typeof value === 'object') for (const { text } of value.documents) note.escaped += escapedTags(text)
  }
}
