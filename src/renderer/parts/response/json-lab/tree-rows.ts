import type { JsonValue } from '#shared/text/json'
import { type JsonPath, pointerOf } from './json-path.ts'

/** A line of the tree. */
export type TreeRow = {
  pointer: string
  path: JsonPath
  depth: number
  /** Its name in the object or place in the array that holds it; `null` for the whole. */
  name: string | null
  /** Its value in short: what is in it, or how much. */
  preview: string
  kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null'
  /** `null` where there is nothing inside. */
  isOpen: boolean | null
  /** How many stand beside it, itself included, and its place among them, from 1. */
  setSize: number
  place: number
}

/** So much of a string is shown in its line. */
const longestPreview = 200

/** The lines that are in sight while these places are open, by their pointers; only these are looked into. */
export function treeRows(value: JsonValue, open: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = []
  type Waiting = { value: JsonValue; path: JsonPath; pointer: string; setSize: number; place: number }
  const waiting: Waiting[] = [{ value, path: [], pointer: '', setSize: 1, place: 1 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { path, pointer, setSize, place } = next
    const inner = entriesOf(next.value)
    const isOpen = inner === null || inner.length === 0 ? null : open.has(pointer)
    const name = path.length === 0 ? null : String(path.at(-1))
    rows.push({ pointer, path, depth: path.length, name, ...shortly(next.value), isOpen, setSize, place })
    if (!isOpen || !inner) continue
    for (let index = inner.length - 1; index >= 0; index -= 1) {
      const [key, child] = inner[index] ?? ['', null]
      const childPointer = `${pointer}${pointerOf([key])}`
      waiting.push({
        value: child,
        path: [...path, key],
        pointer: childPointer,
        setSize: inner.length,
        place: index + 1,
      })
    }
  }
  return rows
}

function entriesOf(value: JsonValue): [string | number, JsonValue][] | null {
  if (Array.isArray(value)) return value.map((inner, index) => [index, inner])
  if (typeof value !== 'object' || value === null) return null
  return Object.entries(value).map(([key, inner]) => [key, inner ?? null])
}

function shortly(value: JsonValue): Pick<TreeRow, 'kind' | 'preview'> {
  if (value === null) return { kind: 'null', preview: 'null' }
  if (Array.isArray(value)) return { kind: 'array', preview: `[${count(value.length, 'item')}]` }
  if (typeof value === 'object') return { kind: 'object', preview: `{${count(Object.keys(value).length, 'field')}}` }
  if (typeof value === 'string') {
    const start = JSON.stringify(value.slice(0, longestPreview))
    return { kind: 'string', preview: value.length > longestPreview ? `${start.slice(0, -1)}…"` : start }
  }
  return { kind: typeof value === 'number' ? 'number' : 'boolean', preview: String(value) }
}

function count(number: number, what: string): string {
  return number === 1 ? `1 ${what}` : `${number} ${what}s`
}

/** What is open at first: the outer levels, as long as they are few lines. */
export function openAtFirst(value: JsonValue, mostRows = 60): Set<string> {
  let open = new Set([''])
  for (;;) {
    const rows = treeRows(value, open)
    if (rows.length > mostRows) return open.size === 1 ? open : shallower(open)
    const next = new Set([...open, ...rows.filter(({ isOpen }) => isOpen === false).map(({ pointer }) => pointer)])
    if (next.size === open.size) return open
    open = next
  }
}

function shallower(open: ReadonlySet<string>): Set<string> {
  const depthOf = (pointer: string) => pointer.split('/').length
  const deepest = Math.max(...[...open].map(depthOf))
  return new Set([...open].filter((pointer) => pointer === '' || depthOf(pointer) < deepest))
}

/** Every place on the way to this one, so that it comes into sight. */
export function pointersAbove(path: JsonPath): string[] {
  return path.map((_, index) => pointerOf(path.slice(0, index)))
}
