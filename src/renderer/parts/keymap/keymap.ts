import { isComposing } from '../../ui/is-composing.ts'
import { type Action, type ActionName, actionList, actions, browserKeys, systemKeys } from './actions.ts'
import { matchesKey, printKey } from './key-text.ts'
import { createOffers, type Offers } from './offers.ts'

/** What an action does now. `false`: nothing to do at the moment, the key stays with whoever else wants it. */
export type KeyHandlers = Partial<Record<ActionName, () => unknown>>

/** The keys that the person chose, by the name of the action; the others have those of the map. */
export type Bindings = Readonly<Record<string, readonly string[]>>

export type ListedAction = { name: ActionName; label: string; group: Action['group']; shortcuts: string[] }

export type Keymap = {
  options: KeymapOptions
  /** What can be done that has no key of its own. */
  offers: Offers
  /** Later handlers of an action come first. Returns how to take these away again. */
  register: (handlers: KeyHandlers) => () => void
  handle: (event: KeyboardEvent) => void
  /** Does an action as its key would. `false` where there is nothing to do at the moment. */
  perform: (action: ActionName) => boolean
  /** Whether anything does this action at the moment. */
  isRegistered: (action: ActionName) => boolean
  /** Whether an event is a key of this action, for a popup that answers to it in its own way. */
  matches: (action: ActionName, event: KeyboardEvent) => boolean
  /** The key of an action, as it is printed on a button: `Ctrl B`; empty where it has none. */
  shortcut: (action: ActionName) => string
  /** Its keys as the map holds them, and as they are printed. */
  keysOf: (action: ActionName) => readonly string[]
  print: (key: string) => string
  /** Every action with all of its keys, for the shortcut sheet. */
  list: () => ListedAction[]
  bindings: () => Bindings
  /** Replaces all that the person chose. */
  rebind: (bindings: Bindings) => void
  /** Told whenever keys change; returns how to end that. */
  subscribe: (listener: () => void) => () => void
}

export type KeymapOptions = {
  /** Cmd takes the place of Ctrl. */
  usesCommandKey: boolean
  /** The page is a browser tab, which keeps some keys for itself. */
  isBrowserTab: boolean
}

export function createKeymap(options: KeymapOptions, chosen: Bindings = {}): Keymap {
  const { usesCommandKey, isBrowserTab } = options
  const registered: KeyHandlers[] = []
  const listeners = new Set<() => void>()
  let bindings = chosen
  /** Found once for these bindings: each key that is typed is compared with all of them. */
  const knownKeys = new Map<ActionName, readonly string[]>()

  /** A key that the person gave to another action is that action's alone. */
  const findKeysOf = (name: ActionName): readonly string[] => {
    const own = bindings[name]
    if (own) return own
    const taken = new Set(Object.values(bindings).flat())
    const keys: readonly string[] = actions[name].keys
    const isKept = (key: string) => (isBrowserTab && browserKeys.has(key)) || (usesCommandKey && systemKeys.has(key))
    return keys.filter((key) => !taken.has(key) && !isKept(key))
  }
  const keysOf = (name: ActionName): readonly string[] => {
    const keys = knownKeys.get(name) ?? findKeysOf(name)
    knownKeys.set(name, keys)
    return keys
  }
  const print = (key: string) => printKey(key, usesCommandKey)
  const matches = (name: ActionName, event: KeyboardEvent) =>
    keysOf(name).some((key) => matchesKey(event, key, usesCommandKey))

  function perform(name: ActionName): boolean {
    for (const handlers of registered.toReversed()) {
      const handler = handlers[name]
      if (handler && handler() !== false) return true
    }
    return false
  }
  function handle(event: KeyboardEvent) {
    if (event.defaultPrevented || isComposing(event) || isInPopup(event.target)) return
    const found = actionList.find(([name]) => matches(name, event))
    if (!found || belongsToField(event, found[0])) return
    if (perform(found[0])) event.preventDefault()
  }

  return {
    options,
    offers: createOffers(),
    register: (handlers) => {
      registered.push(handlers)
      return () => {
        const index = registered.indexOf(handlers)
        if (index >= 0) registered.splice(index, 1)
      }
    },
    handle,
    perform,
    isRegistered: (name) => registered.some((handlers) => handlers[name] !== undefined),
    matches,
    shortcut: (action) => print(keysOf(action)[0] ?? ''),
    keysOf,
    print,
    list: () =>
      actionList.map(([name, { label, group }]) => ({ name, label, group, shortcuts: keysOf(name).map(print) })),
    bindings: () => bindings,
    rebind: (next) => {
      bindings = next
      knownKeys.clear()
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** A dialog, a menu or a list has its own keys; nothing behind it may happen. One that is on its way out keeps none. */
function isInPopup(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(openPopup) !== null
}

const openPopup = ['dialog', 'menu', 'listbox'].map((role) => `[role="${role}"]:not([data-closed])`).join()

/**
 * Whether a field wants this key itself: a plain character everywhere, and undo in fields that are no part of the prompt
 * (the frame marks the editor with `data-prompt-editor`).
 */
function belongsToField(event: KeyboardEvent, action: ActionName): boolean {
  const { target } = event
  if (!(target instanceof HTMLElement)) return false
  const isField = target.isContentEditable || target.matches('input, textarea, select')
  if (!isField) return false
  if (action === 'undo' || action === 'redo') return target.closest('[data-prompt-editor]') === null
  // AltGr is Ctrl with Alt, and types.
  const types = event.getModifierState?.('AltGraph') || (!event.ctrlKey && !event.metaKey && !event.altKey)
  return event.key.length === 1 && types
}
