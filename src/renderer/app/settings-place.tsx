import { Suspense } from 'react'
import type { SettingsSection } from '../features/settings/sections.ts'
import { lazyAtRest, lazyPart } from '../ui/lazy-part.ts'
import type { AppServices } from './services.ts'

const SettingsOffers = lazyAtRest(async () => (await import('../features/settings/settings-offers.tsx')).SettingsOffers)
const SettingsDialog = lazyPart(async () => (await import('../features/settings/settings-dialog.tsx')).SettingsDialog)

/** Where the settings are open. `connectionId`: the connection selected in them, `null` for a new one. */
export type SettingsAt = { section: SettingsSection; connectionId: string | null }

type SettingsPlaceProps = {
  services: AppServices
  /** `null` while they are closed. */
  at: SettingsAt | null
  onAt: (at: SettingsAt | null) => void
}

/** The settings over the window, and the palette's ways into them. */
export function SettingsPlace({ services: { host, info, connections, layout }, at, onAt }: SettingsPlaceProps) {
  return (
    <>
      <Suspense>
        {at && (
          <SettingsDialog
            host={host}
            info={info}
            connections={connections}
            layout={layout}
            connectionId={at.connectionId}
            section={at.section}
            onSection={(section) => onAt({ ...at, section })}
            onClose={() => onAt(null)}
          />
        )}
      </Suspense>
      <Suspense>
        <SettingsOffers
          host={host}
          connections={connections}
          onOpen={(section) => onAt({ section, connectionId: connections.getState().activeId })}
        />
      </Suspense>
    </>
  )
}
