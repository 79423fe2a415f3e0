// Makes the stand-in loud: what it does not have throws when it is touched, instead of being `undefined`.
import { EventEmitter } from 'node:events'

// Asked of any object by `await`, by test runners and by inspectors; real Electron objects answer `undefined` as well.
const harmlessNames = new Set(['then', 'toJSON', 'nodeType', 'tagName', 'asymmetricMatch', '$$typeof', 'inspect'])

/** The error for everything of Electron that this folder does not imitate. */
export function notInStandIn(what: string): Error {
  return new Error(`${what} is not in the stand-in for Electron (test/electron-standin)`)
}

function refuseUnknownNames<T extends object>(prototype: T, owner: string): T {
  return new Proxy(prototype, {
    get(target, name, receiver) {
      if (typeof name === 'symbol' || name in target || harmlessNames.has(name)) {
        return Reflect.get(target, name, receiver)
      }
      throw notInStandIn(`${owner}.${name}`)
    },
  })
}

/** The same object; reading a property that it does not have throws from now on. */
export function strict<T extends object>(owner: string, object: T): T {
  return Object.setPrototypeOf(object, refuseUnknownNames(Object.prototype, owner)) as T
}

/** Makes unknown static members of a class throw, and unknown members of its instances too. */
export function strictClass(owner: string, target: { prototype: object }): void {
  const parent = Object.getPrototypeOf(target)
  Object.setPrototypeOf(target, refuseUnknownNames(parent, owner))
  const parentPrototype = Object.getPrototypeOf(target.prototype)
  Object.setPrototypeOf(target.prototype, refuseUnknownNames(parentPrototype, owner))
}

/**
 * An emitter that knows its events: listening for one that the stand-in never fires throws, because such a listener
 * would make a test pass for the wrong reason.
 */
export class KnownEmitter extends EventEmitter {
  readonly #owner: string
  readonly #events: ReadonlySet<string>

  constructor(owner: string, events: readonly string[]) {
    super()
    this.#owner = owner
    this.#events = new Set(events)
    this.setMaxListeners(0)
    this.on('newListener', (name) => {
      if (typeof name === 'string' && !this.#events.has(name) && name !== 'removeListener') {
        throw notInStandIn(`The event '${name}' of ${this.#owner}`)
      }
    })
  }
}

/** What Electron hands to listeners that may say no. */
export class PreventableEvent {
  defaultPrevented = false

  preventDefault(): void {
    this.defaultPrevented = true
  }
}
