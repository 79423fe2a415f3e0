// Variables in the editor: marked where they can be seen, and their value under the pointer.

import type { Extension } from '@codemirror/state'
import { Prec } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  EditorView,
  hoverTooltip,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'
import type { PromptVariables } from '#shared/prompt/prompt'
import { variablePattern, variablePlaces } from '#shared/prompt/variables'

/** What the prompt has for its variables at this moment. */
export type VariablesNow = () => PromptVariables | undefined

/** @param names Those that have a value, one to a line; `null` where none is missing, because nothing is filled in here. */
export function variableMarks(variables: VariablesNow | undefined, names: string | null): Extension {
  const own = marks(names === null ? null : new Set(names.split('\n')))
  return variables ? [own, theme, hover(variables)] : [own, theme]
}

const mark = Decoration.mark({ class: 'cm-variable' })
const missingMark = Decoration.mark({ class: 'cm-variable cm-variable-missing' })

/** `{{name}}`, marked where it can be seen and nowhere else; what a backslash makes text is not. */
function marks(known: ReadonlySet<string> | null): Extension {
  const matcher = new MatchDecorator({
    regexp: new RegExp(variablePattern),
    decorate: (add, from, to, [, slashes = '', , name = '']) => {
      const isMissing = known !== null && !known.has(name)
      if (slashes.length % 2 === 0) add(from + slashes.length, to, isMissing ? missingMark : mark)
    },
  })
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      constructor(view: EditorView) {
        this.decorations = matcher.createDeco(view)
      }
      update(update: ViewUpdate) {
        this.decorations = matcher.updateDeco(update, this.decorations)
      }
    },
    { decorations: ({ decorations }) => decorations },
  )
}

/** A name is no longer than this; a line of text may be a whole book. */
const reach = 250

const hover = (variables: VariablesNow) =>
  hoverTooltip((view, at) => {
    const line = view.state.doc.lineAt(at)
    const from = Math.max(line.from, at - reach)
    const near = view.state.sliceDoc(from, Math.min(line.to, at + reach))
    const place = variablePlaces(near).find((one) => from + one.from <= at && at <= from + one.to)
    const words = place && !place.isLiteral ? valueWords(place.name, variables()) : null
    if (!place || words === null) return null
    const dom = document.createElement('div')
    dom.textContent = words
    return { pos: from + place.from, end: from + place.to, above: true, create: () => ({ dom }) }
  })

const shownLength = 400

/** What is sent in the place of a variable, or why nothing is; `null` while variables are off. */
export function valueWords(name: string, variables: PromptVariables | undefined): string | null {
  if (variables?.off) return null
  const value = variables && Object.hasOwn(variables.values, name) ? variables.values[name] : undefined
  if (value === undefined) return 'No value: sent as it stands.'
  if (typeof value === 'object')
    return value.documents.length === 1 ? '1 document' : `${value.documents.length} documents`
  if (value === '') return 'Empty: nothing is sent in its place.'
  return value.length > shownLength ? `${value.slice(0, shownLength)}…` : value
}

const theme = Prec.low(
  EditorView.theme({
    '.cm-variable': {
      color: 'var(--tool)',
      backgroundColor: 'color-mix(in srgb, var(--tool) 12%, transparent)',
      borderRadius: '4px',
    },
    '.cm-variable-missing': {
      color: 'var(--warning)',
      backgroundColor: 'color-mix(in srgb, var(--warning) 12%, transparent)',
      textDecoration: 'underline dotted',
    },
    '.cm-tooltip.cm-tooltip-hover': {
      maxWidth: '360px',
      maxHeight: '180px',
      padding: '4px 8px',
      overflow: 'auto',
      font: '400 var(--text-small) / 1.45 var(--font-code)',
      color: 'var(--ink)',
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
      backgroundColor: 'var(--surface)',
      border: '1px solid var(--hairline-strong)',
      borderRadius: 'var(--radius-control)',
      boxShadow: 'var(--shadow-float)',
    },
  }),
)
