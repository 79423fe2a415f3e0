// Completion for JSON Schema inside a JSON editor: keywords, types, and the names that `required` and `$ref` may hold.
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import { EditorView } from '@codemirror/view'

type Node = ReturnType<ReturnType<typeof syntaxTree>['resolveInner']>

/** Keywords and what stands behind each, as far as it can be written ahead. What structured outputs refuse says so. */
const keywords: readonly (readonly [name: string, value: string, detail?: string])[] = [
  ['type', '""'],
  ['description', '""'],
  ['properties', '{}'],
  ['required', '[]'],
  ['additionalProperties', 'false'],
  ['items', '{}'],
  ['enum', '[]'],
  ['const', '""'],
  ['anyOf', '[]'],
  ['allOf', '[]'],
  ['oneOf', '[]'],
  ['$ref', '"#/$defs/"'],
  ['$defs', '{}'],
  ['format', '""'],
  ['default', '""'],
  ['title', '""'],
  ['examples', '[]'],
  ['pattern', '""'],
  ['minItems', '1', '0 or 1 where strict'],
  ['maxItems', '10', 'not where strict'],
  ['minimum', '0', 'not where strict'],
  ['maximum', '100', 'not where strict'],
  ['minLength', '1', 'not where strict'],
  ['maxLength', '100', 'not where strict'],
  ['multipleOf', '1', 'not where strict'],
]
const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']
const formats = ['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'uri', 'ipv4', 'ipv6', 'uuid']

/** How long a long schema, or a busy machine, may keep whoever asks for words. */
const mostParsingMs = 200

/** Offers words inside quotes: keys where a key stands, values where the key says what they may be. */
export function completeSchema(context: CompletionContext): CompletionResult | null {
  const { state } = context
  const tree = ensureSyntaxTree(state, context.pos, mostParsingMs) ?? syntaxTree(state)
  const node = tree.resolveInner(context.pos, -1)
  const text = (of: Node) => state.sliceDoc(of.from, of.to)
  if (node.name === 'PropertyName') return isName(node, text) ? null : optionsIn(node, keywords.map(keywordOption))
  if (node.name !== 'String') return null
  const words = valuesAt(node, text)
  return words === null
    ? null
    : optionsIn(
        node,
        words.map((word) => ({ label: word, type: 'text' })),
      )
}

/** Whether a key is a name of the user's own: one of `properties` or `$defs`. */
function isName(node: Node, text: (of: Node) => string): boolean {
  const owner = node.parent?.parent?.parent
  const key = owner?.name === 'Property' ? owner.getChild('PropertyName') : null
  return key !== null && ['"properties"', '"$defs"', '"definitions"'].includes(text(key))
}

function keywordOption([name, value, detail]: (typeof keywords)[number]): Completion {
  return { label: name, type: 'property', ...(detail ? { detail } : {}), apply: applyKeyword(name, value) }
}

/** Writes the keyword, and a value behind it where there is none yet; the caret goes into the value. */
function applyKeyword(name: string, value: string) {
  return (view: EditorView, _completion: Completion, from: number, to: number) => {
    const rest = view.state.sliceDoc(to, to + 80)
    const hasQuote = rest.startsWith('"')
    const hasValue = /^"?\s*:/.test(rest)
    const insert = hasValue ? name : `${name}": ${value}`
    const end = hasQuote && !hasValue ? to + 1 : to
    const inside = /["}\]]$/.test(value) ? 1 : 0
    view.dispatch({
      changes: { from, to: end, insert },
      selection: { anchor: from + insert.length - (hasValue ? 0 : inside) },
    })
  }
}

function valuesAt(node: Node, text: (of: Node) => string): string[] | null {
  const list = node.parent?.name === 'Array' ? node.parent : null
  const property = list ? list.parent : node.parent
  const key = property?.name === 'Property' ? property.getChild('PropertyName') : null
  if (!property || !key) return null
  const keyword = text(key).slice(1, -1)
  if (keyword === 'type') return types
  if (keyword === 'format') return formats
  if (keyword === '$ref') return [...definitionNames(node, text)].map((name) => `#/$defs/${name}`)
  return keyword === 'required' && list ? namesIn(property.parent, 'properties', text) : null
}

function namesIn(schema: Node | null, keyword: string, text: (of: Node) => string): string[] {
  const holder = schema?.getChildren('Property').find((each) => {
    const name = each.getChild('PropertyName')
    return name !== null && text(name) === `"${keyword}"`
  })
  const inner = holder?.getChild('Object')?.getChildren('Property') ?? []
  return inner.flatMap((each) => {
    const name = each.getChild('PropertyName')
    return name ? [text(name).slice(1, -1)] : []
  })
}

function definitionNames(node: Node, text: (of: Node) => string): string[] {
  let top: Node = node
  while (top.parent && top.parent.name !== 'JsonText') top = top.parent
  return namesIn(top, '$defs', text)
}

function optionsIn(node: Node, options: readonly Completion[]): CompletionResult {
  return { from: node.from + 1, options, validFor: /^[\w$#/-]*$/ }
}

const looks = EditorView.theme({
  '.cm-tooltip.cm-tooltip-autocomplete': {
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--hairline-strong)',
    borderRadius: 'var(--radius-control)',
    boxShadow: 'var(--shadow-float)',
    overflow: 'hidden',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-code)', fontSize: 'var(--text-small)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent-soft)',
    color: 'var(--ink)',
  },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal' },
})

/** Completion by Ctrl+Space and while a word is typed. */
export const schemaCompletion = [
  autocompletion({ override: [completeSchema], icons: false, activateOnTyping: true }),
  looks,
]
