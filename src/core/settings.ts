import { defaultViewSettings, type ViewSettings, viewSettings } from '#shared/settings'
import type { SettingsStore } from './core-deps.ts'
import type { HandlersOf } from './handlers.ts'

/** What the views remember between starts. `onChange` is told once a change is kept. */
export function settingsHandlers(store: SettingsStore, onChange: () => void): HandlersOf<'settings'> {
  return {
    'settings.get': async () => readViewSettings(store),
    'settings.set': async (change) => {
      const settings = { ...readViewSettings(store), ...change }
      store.set('view', settings)
      onChange()
      return settings
    },
  }
}

/** The stored settings; a value that an older, newer or careless hand left unusable falls back alone, not with the rest. */
export function readViewSettings(store: SettingsStore): ViewSettings {
  const stored = store.get('view')
  if (typeof stored !== 'object' || stored === null) return { ...defaultViewSettings }
  const usable = Object.entries(viewSettings.shape).flatMap(([field, schema]) => {
    const checked = schema.safeParse((stored as Record<string, unknown>)[field])
    return checked.success ? [[field, checked.data]] : []
  })
  // Safe: every field came out of its own schema, and the defaults fill what is missing.
  return { ...defaultViewSettings, ...Object.fromEntries(usable) } as ViewSettings
}
