import { type Node, parseTree } from 'jsonc-parser'

/** Something about a JSON text that is not as it must be. `path`: where, such as `properties.age.type`; empty for the whole. */
export type JsonProblem = { path: string; says: string }

/** Where a problem is underlined: offsets in the text. */
export type ProblemPlace = { from: number; to: number; says: string }

/**
 * Where the problems are in the text, never an empty place: at the value, and for what fills lines at the name in front of it.
 * A place that is not there is the nearest around it.
 */
export function problemPlaces(text: string, problems: readonly JsonProblem[]): ProblemPlace[] {
  const root = problems.length === 0 ? undefined : parseTree(text)
  if (!root) return []
  return problems.map(({ path, says }) => ({ ...placeOf(nodeAt(root, path)), says }))
}

/** A name may hold dots itself: of the names that fit, the longest is meant. */
function nodeAt(node: Node, path: string): Node {
  if (path === '') return node
  const names: [string, Node | undefined][] =
    node.type === 'array'
      ? (node.children ?? []).map((child, index) => [String(index), child])
      : (node.children ?? []).map(({ children = [] }) => [String(children[0]?.value), children[1]])
  const fitting = names.filter(([name]) => path === name || path.startsWith(`${name}.`))
  const [name, child] = fitting.sort(([one], [other]) => other.length - one.length)[0] ?? []
  return name === undefined || !child ? node : nodeAt(child, path.slice(name.length + 1))
}

function placeOf(node: Node): { from: number; to: number } {
  const isLong = node.type === 'object' || node.type === 'array'
  const name = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined
  const shown = isLong && name ? name : node
  return { from: shown.offset, to: shown.offset + (shown === node && isLong ? 1 : shown.length) }
}
