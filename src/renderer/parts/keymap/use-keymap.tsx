import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import type { ActionName } from './actions.ts'
import type { KeyHandlers, Keymap } from './keymap.ts'

const KeymapContext = createContext<Keymap | null>(null)

/** Gives the keymap to everything inside, and the window's keys to the keymap. */
export function KeymapProvider({ keymap, children }: { keymap: Keymap; children: ReactNode }) {
  useEffect(() => {
    window.addEventListener('keydown', keymap.handle)
    return () => window.removeEventListener('keydown', keymap.handle)
  }, [keymap])
  return <KeymapContext value={keymap}>{children}</KeymapContext>
}

/** Does these actions while the component is there; the newest handlers count. */
export function useKeymap(handlers: KeyHandlers): void {
  const keymap = useContextKeymap()
  const newest = useRef(handlers)
  useEffect(() => {
    newest.current = handlers
  })
  const names = Object.keys(handlers).sort().join(' ')
  useEffect(() => {
    const entries = names.split(' ').map((name) => [name, () => newest.current[name as ActionName]?.()])
    // Safe: `names` are the keys of KeyHandlers.
    return keymap.register(Object.fromEntries(entries) as KeyHandlers)
  }, [keymap, names])
}

/** The key of an action, as it is printed on a button: `Ctrl B`. */
export function useShortcut(action: ActionName): string {
  return useContextKeymap().shortcut(action)
}

/** The keymap itself, for what lists all of it. */
export function useContextKeymap(): Keymap {
  const keymap = useContext(KeymapContext)
  if (!keymap) throw new Error('There is no KeymapProvider around this component.')
  return keymap
}
