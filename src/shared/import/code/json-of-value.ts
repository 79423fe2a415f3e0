// Values as JSON text, the way each language writes it.
import { type CallArgs, type Hole, partsOf, stringOf, type TextValue, TooMuch, text, type Value } from './value.ts'

/**
 * What `JSON.stringify` or `json.dumps` makes of a value. Holes stay holes.
 * @throws TooMuch
 */
export function jsonText(value: Value, isPython: boolean, args: CallArgs): TextValue {
  const indent = isPython ? args.fields.get('indent') : args.items[2]
  const width =
    indent?.kind === 'plain' && typeof indent.value === 'number' ? ' '.repeat(Math.min(indent.value, 10)) : null
  const keepsLetters = !isPython || args.fields.get('ensure_ascii')?.kind === 'plain'
  const parts = write(value, {
    indent: width ?? stringOf(indent),
    level: 0,
    isPython,
    keepsLetters,
    left: { values: mostValues },
  })
  const made = text(parts)
  return { kind: 'text', parts: partsOf(made) ?? [], json: value }
}

/** Values that one JSON text may hold: one list can stand in another many times. */
const mostValues = 200_000

type Style = {
  indent: string | null
  level: number
  isPython: boolean
  keepsLetters: boolean
  left: { values: number }
}

function write(value: Value, style: Style): (string | Hole)[] {
  style.left.values -= 1
  if (style.left.values < 0) throw new TooMuch()
  if (value.kind === 'plain')
    return [typeof value.value === 'string' ? quoted(value.value, style) : JSON.stringify(value.value)]
  if (value.kind === 'text') {
    return [
      '"',
      ...value.parts.map((part) => (typeof part === 'string' ? quoted(part, style).slice(1, -1) : part)),
      '"',
    ]
  }
  if (value.kind === 'hole') return [value]
  const inner = { ...style, level: style.level + 1 }
  if (value.kind === 'list')
    return enclosed(
      '[',
      ']',
      value.items.map((item) => write(item, inner)),
      style,
    )
  if (value.kind !== 'object') return ['null']
  const fields = [...value.fields].map(([name, item]) => {
    const colon = style.isPython || style.indent !== null ? ': ' : ':'
    return [quoted(name, style), colon, ...write(item, inner)]
  })
  return enclosed('{', '}', fields, style)
}

function enclosed(
  open: string,
  close: string,
  items: (string | Hole)[][],
  { indent, level, isPython }: Style,
): (string | Hole)[] {
  if (items.length === 0) return [open + close]
  const isTall = indent !== null && indent !== ''
  const line = (depth: number) => (isTall ? `\n${indent.repeat(depth)}` : '')
  const comma = isTall ? ',' : isPython ? ', ' : ','
  return [
    open + line(level + 1),
    ...items.flatMap((item, index) => (index === 0 ? item : [comma + line(level + 1), ...item])),
    line(level) + close,
  ]
}

function quoted(value: string, { keepsLetters }: Style): string {
  const written = JSON.stringify(value)
  if (keepsLetters) return written
  return written.replaceAll(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
