import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Theme, ViewSettings } from '#shared/settings'
import type { Host } from '../../host/host.ts'

type Layout = ViewSettings['layout']

/** How the window is arranged, as it is remembered between starts. */
export type LayoutState = {
  theme: Theme
  /** What is remembered, by name: `navigator.open`, `sizes.work.horizontal`. */
  layout: Layout
  setTheme: (theme: Theme) => void
  /** Takes effect at once and is written a moment later. */
  remember: (name: string, value: Layout[string]) => void
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
      remember: (name, value) => change({ layout: { ...get().layout, [name]: value } }),
      flush,
    }
  })
}

/** A remembered yes or no. */
export function flag(layout: Layout, name: string, whenUnknown: boolean): boolean {
  const value = layout[name]
  return typeof value === 'boolean' ? value : whenUnknown
}

/** The remembered sizes of these panes in per cent; `null` where there are none or they do not fit these panes. */
export function sizesOf(layout: Layout, name: string, paneIds: readonly string[]): Record<string, number> | null {
  const sizes = layout[name]
  if (!Array.isArray(sizes) || sizes.length !== paneIds.length) return null
  const sum = sizes.reduce((total, size) => total + size, 0)
  if (sizes.some((size) => size < 0) || Math.abs(sum - 100) > 1) return null
  return Object.fromEntries(paneIds.map((id, index) => [id, sizes[index] ?? 0]))
}
