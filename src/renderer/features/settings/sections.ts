export type SettingsSection = 'connections' | 'models' | 'simulator' | 'appearance' | 'keyboard' | 'data'

/** The sections of the settings, in their order. */
export const settingsSections: { id: SettingsSection; label: string; keywords: string }[] = [
  { id: 'connections', label: 'Connections', keywords: 'key api server' },
  { id: 'models', label: 'Models and prices', keywords: 'cost' },
  { id: 'simulator', label: 'Simulator', keywords: 'scenario' },
  { id: 'appearance', label: 'Appearance', keywords: 'theme' },
  { id: 'keyboard', label: 'Keyboard', keywords: 'shortcuts keys bindings' },
  { id: 'data', label: 'Data', keywords: 'folder log history retention delete' },
]
