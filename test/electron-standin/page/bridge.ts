// What Electron's contextBridge does: values cross between the page's world and the preload's, functions as stubs that
// call back synchronously. The two worlds share the document, so the messages are DOM events with an unguessable name.
// Injected as source text: it uses nothing from outside itself.

type Packed =
  | { kind: 'value'; value: unknown }
  | { kind: 'function'; id: number }
  | { kind: 'promise'; id: number }
  | { kind: 'error'; message: string }
  | { kind: 'array'; items: Packed[] }
  | { kind: 'object'; entries: [string, Packed][] }
type Message =
  | { type: 'give'; name: string; value: Packed }
  | { type: 'call'; id: number; values: Packed[] }
  | { type: 'answer'; value: Packed; failed: boolean }
  | { type: 'settle'; id: number; value: Packed; failed: boolean }

/** One world's end. */
export type Bridge = {
  /** Hands a value to the other world under a name. */
  give: (name: string, value: unknown) => void
  /** Called with what the other world gives; objects are deeply frozen. */
  onGiven: (listener: (name: string, value: unknown) => void) => void
}

/** Opens one end: `incoming` and `outgoing` are event names, swapped at the other end. */
export function createBridge(incoming: string, outgoing: string): Bridge {
  const dispatch = document.dispatchEvent.bind(document)
  const Event = CustomEvent
  const clone = structuredClone
  const functions = new Map<number, (...values: unknown[]) => unknown>()
  const promises = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>()
  const listeners: ((name: string, value: unknown) => void)[] = []
  let lastId = 0
  let answer: Extract<Message, { type: 'answer' }> | undefined

  const send = (message: Message) => dispatch(new Event(outgoing, { detail: message }))
  const newId = () => {
    lastId += 1
    return lastId
  }
  const messageOf = (error: unknown): Packed => ({
    kind: 'error',
    message: error instanceof Error ? error.message : String(error),
  })

  function pack(value: unknown): Packed {
    if (typeof value === 'function') {
      const id = newId()
      functions.set(id, value as (...values: unknown[]) => unknown)
      return { kind: 'function', id }
    }
    if (typeof value !== 'object' || value === null) return { kind: 'value', value }
    if (Array.isArray(value)) return { kind: 'array', items: value.map(pack) }
    if (value instanceof Error) return messageOf(value)
    if (value instanceof Promise) {
      const id = newId()
      value.then(
        (result) => send({ type: 'settle', id, value: pack(result), failed: false }),
        (error) => send({ type: 'settle', id, value: messageOf(error), failed: true }),
      )
      return { kind: 'promise', id }
    }
    const prototype = Object.getPrototypeOf(value)
    if (prototype === null || Object.getPrototypeOf(prototype) === null) {
      return { kind: 'object', entries: Object.entries(value).map(([name, item]) => [name, pack(item)]) }
    }
    return { kind: 'value', value: clone(value) }
  }

  function unpack(packed: Packed, freeze: boolean): unknown {
    switch (packed.kind) {
      case 'value':
        return packed.value
      case 'error':
        return new Error(packed.message)
      case 'function':
        return (...values: unknown[]) => call(packed.id, values)
      case 'promise':
        return new Promise((resolve, reject) => promises.set(packed.id, { resolve, reject }))
      case 'array': {
        const items = packed.items.map((item) => unpack(item, freeze))
        return freeze ? Object.freeze(items) : items
      }
      case 'object': {
        const object = Object.fromEntries(packed.entries.map(([name, item]) => [name, unpack(item, freeze)]))
        return freeze ? Object.freeze(object) : object
      }
    }
  }

  function call(id: number, values: unknown[]): unknown {
    answer = undefined
    send({ type: 'call', id, values: values.map(pack) }) // the other end answers before this returns
    const given = answer as Extract<Message, { type: 'answer' }> | undefined
    if (!given) return undefined
    const result = unpack(given.value, false)
    if (given.failed) throw result
    return result
  }

  function run(id: number, values: Packed[]): Message {
    try {
      const result = functions.get(id)?.(...values.map((value) => unpack(value, false)))
      return { type: 'answer', value: pack(result), failed: false }
    } catch (error) {
      return { type: 'answer', value: messageOf(error), failed: true }
    }
  }

  document.addEventListener(incoming, (event) => {
    const message = (event as CustomEvent<Message>).detail
    if (message.type === 'give') for (const listener of listeners) listener(message.name, unpack(message.value, true))
    else if (message.type === 'call') send(run(message.id, message.values))
    else if (message.type === 'answer') answer = message
    else {
      const promise = promises.get(message.id)
      promises.delete(message.id)
      if (message.failed) promise?.reject(unpack(message.value, false))
      else promise?.resolve(unpack(message.value, false))
    }
  })

  return {
    give: (name, value) => send({ type: 'give', name, value: pack(value) }),
    onGiven: (listener) => listeners.push(listener),
  }
}
