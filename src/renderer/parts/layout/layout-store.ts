import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Theme, ViewSettings } from '#shared/settings'
import type { Host } from '../../host/host.ts'

type Layout = ViewSettings['layout']

/** How the window is arranged, as it is remembered between starts. */
export type LayoutState = {
  theme: Theme
  /** What is remembered, by name: `navigator.open`, `navigator.widthPx`. */
  layout: Layout
  setTheme: (theme: Theme) => void
  /** Takes effect at once and is written a moment later; `null` forgets. */
  remember: (name: string, value: Layout[string] | null) => void
  /** Writes what is not written yet. */
  flush: () => Promise<void>
}

export type LayoutStore = StoreApi<LayoutState>

/** A divider that is dragged reports many sizes; one write after it rests is enough. */
const restMs = 300

/** @param onError Told when the arrangement could not be written; it still holds until the window closes. */
export function createLayoutStore(host: Host, initial: ViewSettings, onError: (error: unknown) => void): LayoutStore {
  return createStore<LayoutState>()((set, get) => {
    let timer: ReturnType<typeof setTimeout> | null = null

    async function flush() {
      if (timer === null) return
      clearTimeout(timer)
      timer = null
      const { theme, layout } = get()
      await host.call('settings.set', { theme, layout }).catch(onError)
    }

    function change(next: Partial<LayoutState>) {
      set(next)
      if (timer !== null) clearTimeout(timer)
      timer = setTimeout(() => void flush(), restMs)
    }

    return {
      theme: initial.theme,
      layout: initial.layout,
      setTheme: (theme) => change({ theme }),
      remember: (name, value) => {
        const { [name]: _, ...others } = get().layout
        change({ layout: value === null ? others : { ...others, [name]: value } })
      },
      flush,
    }
  })
}

/** A remembered yes or no. */
export function flag<Unknown extends boolean | null>(
  layout: Layout,
  name: string,
  whenUnknown: Unknown,
): boolean | Unknown {
  const value = layout[name]
  return typeof value === 'boolean' ? value : whenUnknown
}

/** A remembered number; `null` where there is none. */
export function number(layout: Layout, name: string): number | null {
  const value = layout[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
