import { useOffers } from '../../parts/keymap/use-keymap.tsx'
import { type SettingsSection, settingsSections } from './sections.ts'

/** Offers every section of the settings in the command palette. */
export function SettingsOffers({ onOpen }: { onOpen: (section: SettingsSection) => void }) {
  useOffers(() =>
    settingsSections.map(({ id, label, keywords }) => ({
      id: `settings.${id}`,
      label: `Settings: ${label}`,
      group: 'Settings',
      keywords,
      perform: () => onOpen(id),
    })),
  )
  return null
}
