import { isObject, type JsonValue } from '#shared/text/json'

/** The way to a value inside of JSON: names of fields and places in arrays. */
export type JsonPath = readonly (string | number)[]

/** As a JSON Pointer (RFC 6901): `/items/0/a~1b`; empty for the whole. */
export function pointerOf(path: JsonPath): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** As a JSONPath (RFC 9535): `$.items[0]['a/b']`. */
export function jsonPathOf(path: JsonPath): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`
    return /^[A-Za-z_]\w*$/.test(step) ? `.${step}` : `['${escaped(step)}']`
  })
  return `$${steps.join('')}`
}

function escaped(name: string): string {
  return JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
}

/** Reads either form, and `items[0].name` as people write it. `null` where it is none. */
export function readPath(text: string): JsonPath | null {
  if (/^[/#]/.test(text)) return readPointer(text)
  const trimmed = text.trim()
  if (trimmed === '' || trimmed === '$') return []
  const steps: (string | number)[] = []
  const step = /\.?([A-Za-z_$À-￿][\w$À-￿-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\['((?:[^'\\]|\\.)*)'\]/y
  step.lastIndex = /^\$(?=[.[])/.test(trimmed) ? 1 : 0
  while (step.lastIndex < trimmed.length) {
    const found = step.exec(trimmed)
    if (!found) return null
    const [, name, place, double, single] = found
    if (name !== undefined) steps.push(name)
    else if (place !== undefined) steps.push(Number(place))
    else steps.push(unescaped(double ?? `"${(single ?? '').replaceAll("\\'", "'").replaceAll(/(?<!\\)"/g, '\\"')}"`))
  }
  return steps
}

function readPointer(text: string): JsonPath | null {
  const pointer = text.replace(/^#/, '')
  if (pointer === '') return []
  if (!pointer.startsWith('/')) return null
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function unescaped(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted.slice(1, -1)
  }
}

/** The path as the value has it, places as numbers, and what is there; `null` where nothing is. */
export function resolvePath(value: JsonValue, path: JsonPath): { path: JsonPath; value: JsonValue } | null {
  let at: JsonValue = value
  const steps: (string | number)[] = []
  for (const step of path) {
    const key: string | number = Array.isArray(at) && /^\d+$/.test(String(step)) ? Number(step) : step
    const inner: JsonValue | undefined = Array.isArray(at)
      ? typeof key === 'number'
        ? at[key]
        : undefined
      : isObject(at) && Object.hasOwn(at, String(key))
        ? at[String(key)]
        : undefined
    if (inner === undefined) return null
    steps.push(Array.isArray(at) ? key : String(key))
    at = inner
  }
  return { path: steps, value: at }
}
