import { createContext, type ReactNode, useContext, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import type { ActionName } from './actions.ts'
import type { KeyHandlers, Keymap } from './keymap.ts'
import type { Offer } from './offers.ts'

const KeymapContext = createContext<Keymap | null>(null)

// All in layout effects: what is on the screen answers to its keys from the same moment on, also on a busy computer.

/** Gives the keymap to everything inside, and the window's keys to the keymap. */
export function KeymapProvider({ keymap, children }: { keymap: Keymap; children: ReactNode }) {
  useLayoutEffect(() => {
    window.addEventListener('keydown', keymap.handle)
    return () => window.removeEventListener('keydown', keymap.handle)
  }, [keymap])
  return <KeymapContext value={keymap}>{children}</KeymapContext>
}

/** Does these actions while the component is there; the newest handlers count. */
export function useKeymap(handlers: KeyHandlers): void {
  const keymap = useContextKeymap()
  const newest = useRef(handlers)
  useLayoutEffect(() => {
    newest.current = handlers
  })
  const names = Object.keys(handlers).sort().join(' ')
  useLayoutEffect(() => {
    const entries = names.split(' ').map((name) => [name, () => newest.current[name as ActionName]?.()])
    // Safe: `names` are the keys of KeyHandlers.
    return keymap.register(Object.fromEntries(entries) as KeyHandlers)
  }, [keymap, names])
}

/** Offers these in the command palette while the component is there. The list is made when the palette asks for it. */
export function useOffers(list: () => readonly Offer[]): void {
  const { offers } = useContextKeymap()
  const newest = useRef(list)
  useLayoutEffect(() => {
    newest.current = list
  })
  useLayoutEffect(() => offers.add(() => newest.current()), [offers])
}

/** The present key of an action, as it is printed on a button: `Ctrl B`; empty where it has none. */
export function useShortcut(action: ActionName): string {
  const keymap = useContextKeymap()
  return useSyncExternalStore(keymap.subscribe, () => keymap.shortcut(action))
}

/** The keymap itself, for what lists all of it. */
export function useContextKeymap(): Keymap {
  const keymap = useContext(KeymapContext)
  if (!keymap) throw new Error('There is no KeymapProvider around this component.')
  return keymap
}
