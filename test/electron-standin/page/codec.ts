// Carries structured-clone values as JSON text between Node and a page. The function is also injected into pages as
// source text, so it uses nothing from outside itself.

/** Turns values into JSON-able ones and back. */
export type Codec = {
  /** @throws Error "An object could not be cloned.", Electron's words, for functions, promises, symbols, nodes. */
  encode: (value: unknown) => unknown
  decode: (encoded: unknown) => unknown
}

/**
 * A codec. Strings, booleans, null, finite numbers and plain objects stand for themselves; everything else is an array
 * whose first element names the kind. Shared and circular references are kept by numbering objects in visiting order.
 */
export function createCodec(): Codec {
  const viewTypes: Record<string, new (buffer: ArrayBuffer) => ArrayBufferView> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  }
  const errorTypes: Record<string, ErrorConstructor> = {
    Error,
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
  }

  function toBase64(view: ArrayBufferView): string {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    let text = ''
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
    return btoa(text)
  }
  function fromBase64(text: string): ArrayBuffer {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer
  }
  function refuse(): never {
    throw new Error('An object could not be cloned.')
  }

  function encodePrimitive(value: unknown): unknown {
    if (value === undefined) return ['undefined']
    if (typeof value === 'bigint') return ['bigint', String(value)]
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
      return ['number', Object.is(value, -0) ? '-0' : String(value)]
    }
    if (typeof value === 'symbol' || typeof value === 'function') refuse()
    return value
  }
  function encodeEntries(object: object, seen: Map<unknown, number>): Record<string, unknown> {
    const entries = Object.entries(object).map(([name, value]) => [name, encodeValue(value, seen)])
    return Object.fromEntries(entries)
  }
  function encodeValue(value: unknown, seen: Map<unknown, number>): unknown {
    if (typeof value !== 'object' || value === null) return encodePrimitive(value)
    const earlier = seen.get(value)
    if (earlier !== undefined) return ['again', earlier]
    seen.set(value, seen.size)
    if (Array.isArray(value)) return ['array', ...value.map((item) => encodeValue(item, seen))]
    if (value instanceof Error) return ['error', value.name, value.message, value.stack ?? '']
    if (ArrayBuffer.isView(value)) return ['view', Object.prototype.toString.call(value).slice(8, -1), toBase64(value)]
    switch (Object.prototype.toString.call(value).slice(8, -1)) {
      case 'Date':
        return ['date', encodePrimitive((value as Date).getTime())]
      case 'RegExp':
        return ['regexp', (value as RegExp).source, (value as RegExp).flags]
      case 'Map':
        return ['map', ...[...(value as Map<unknown, unknown>)].flat().map((item) => encodeValue(item, seen))]
      case 'Set':
        return ['set', ...[...(value as Set<unknown>)].map((item) => encodeValue(item, seen))]
      case 'ArrayBuffer':
        return ['buffer', toBase64(new Uint8Array(value as ArrayBuffer))]
      case 'Object':
        return encodeEntries(value, seen)
      default:
        // Promises, weak collections, nodes, windows, ports. A class with its own toStringTag is refused as well.
        return refuse()
    }
  }

  function decodeObject(object: object, seen: unknown[]): object {
    const result: object = {}
    seen.push(result)
    for (const [name, value] of Object.entries(object)) {
      // Not an assignment: the name may be __proto__.
      Object.defineProperty(result, name, {
        value: decodeValue(value, seen),
        writable: true,
        enumerable: true,
        configurable: true,
      })
    }
    return result
  }
  function decodeError(name: string, message: string, stack: string): Error {
    const error = new (errorTypes[name] ?? Error)(message)
    if (stack) error.stack = stack
    return error
  }
  function decodeValue(encoded: unknown, seen: unknown[]): unknown {
    if (typeof encoded !== 'object' || encoded === null) return encoded
    if (!Array.isArray(encoded)) return decodeObject(encoded, seen)
    const [kind, ...rest] = encoded
    const keep = <T>(value: T): T => {
      seen.push(value)
      return value
    }
    switch (kind) {
      case 'undefined':
        return undefined
      case 'bigint':
        return BigInt(rest[0])
      case 'number':
        return Number(rest[0])
      case 'again':
        return seen[rest[0]]
      case 'date':
        return keep(new Date(decodeValue(rest[0], seen) as number))
      case 'regexp':
        return keep(new RegExp(rest[0], rest[1]))
      case 'error':
        return keep(decodeError(rest[0], rest[1], rest[2]))
      case 'buffer':
        return keep(fromBase64(rest[0]))
      case 'view':
        return keep(new (viewTypes[rest[0]] ?? DataView)(fromBase64(rest[1])))
      case 'set': {
        const set = keep(new Set())
        for (const item of rest) set.add(decodeValue(item, seen))
        return set
      }
      case 'map': {
        const map = keep(new Map())
        for (let at = 0; at < rest.length; at += 2)
          map.set(decodeValue(rest[at], seen), decodeValue(rest[at + 1], seen))
        return map
      }
      default: {
        const array: unknown[] = keep([])
        for (const item of rest) array.push(decodeValue(item, seen))
        return array
      }
    }
  }

  return {
    encode: (value) => encodeValue(value, new Map()),
    decode: (encoded) => decodeValue(encoded, []),
  }
}
