import { isComposing } from '../../ui/is-composing.ts'
import { type Action, type ActionName, actionList, actions, browserKeys } from './actions.ts'
import { matchesKey, printKey } from './key-text.ts'

/** What an action does now. `false`: nothing to do at the moment, the key stays with whoever else wants it. */
export type KeyHandlers = Partial<Record<ActionName, () => unknown>>

export type Keymap = {
  /** Later handlers of an action come first. Returns how to take these away again. */
  register: (handlers: KeyHandlers) => () => void
  handle: (event: KeyboardEvent) => void
  /** Whether an event is a key of this action, for a popup that answers to it in its own way. */
  matches: (action: ActionName, event: KeyboardEvent) => boolean
  /** The key of an action, as it is printed on a button: `Ctrl B`. */
  shortcut: (action: ActionName) => string
  /** Every action with all of its keys, for the shortcut sheet. */
  list: () => { name: ActionName; label: string; group: Action['group']; shortcuts: string[] }[]
}

export type KeymapOptions = {
  /** Cmd takes the place of Ctrl. */
  usesCommandKey: boolean
  /** The page is a browser tab, which keeps some keys for itself. */
  isBrowserTab: boolean
}

export function createKeymap({ usesCommandKey, isBrowserTab }: KeymapOptions): Keymap {
  const registered: KeyHandlers[] = []
  const keysOf = (name: ActionName): readonly string[] => {
    const keys: readonly string[] = actions[name].keys
    return isBrowserTab ? keys.filter((key) => !browserKeys.has(key)) : keys
  }

  const matches = (name: ActionName, event: KeyboardEvent) =>
    keysOf(name).some((key) => matchesKey(event, key, usesCommandKey))

  function handle(event: KeyboardEvent) {
    if (event.defaultPrevented || isComposing(event) || isInPopup(event.target)) return
    const found = actionList.find(([name]) => matches(name, event))
    if (!found || belongsToField(event, found[0])) return
    for (const handlers of registered.toReversed()) {
      const handler = handlers[found[0]]
      if (!handler || handler() === false) continue
      event.preventDefault()
      return
    }
  }

  return {
    register: (handlers) => {
      registered.push(handlers)
      return () => {
        const index = registered.indexOf(handlers)
        if (index >= 0) registered.splice(index, 1)
      }
    },
    handle,
    matches,
    shortcut: (action) => printKey(keysOf(action)[0] ?? '', usesCommandKey),
    list: () =>
      actionList.map(([name, { label, group }]) => ({
        name,
        label,
        group,
        shortcuts: keysOf(name).map((key) => printKey(key, usesCommandKey)),
      })),
  }
}

/** A dialog, a menu or a list has its own keys; nothing behind it may happen. */
function isInPopup(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null
}

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
  return event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
}
