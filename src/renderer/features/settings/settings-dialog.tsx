import { Suspense } from 'react'
import type { AppInfo } from '#shared/contract/app'
import type { Host } from '../../host/host.ts'
import type { ConnectionsStore } from '../../parts/connections/connections-store.ts'
import type { LayoutStore } from '../../parts/layout/layout-store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { AppearancePanel } from './appearance-panel.tsx'
import { ConnectionsPanel } from './connections-panel.tsx'
import { DataPanel } from './data-panel.tsx'
import { type SettingsSection, settingsSections } from './sections.ts'
import styles from './settings.module.css'
import { SimulatorPanel } from './simulator-panel.tsx'

const KeyboardPanel = lazyPart(async () => (await import('./keyboard-panel.tsx')).KeyboardPanel)
const PricesPanel = lazyPart(async () => (await import('./prices-panel.tsx')).PricesPanel)

export type SettingsDialogProps = {
  host: Host
  info: AppInfo
  connections: ConnectionsStore
  layout: LayoutStore
  /** Selected at first among the connections; `null` for a new one. */
  connectionId: string | null
  section: SettingsSection
  onSection: (section: SettingsSection) => void
  onClose: () => void
}

/** What holds for the whole app. Everything takes effect at once, so there is nothing to confirm at the end. */
export function SettingsDialog({ section, onSection, onClose, ...props }: SettingsDialogProps) {
  const { host, info, connections, connectionId, layout } = props
  return (
    <Dialog open onOpenChange={onClose} title="Settings" size="large">
      <div className={styles.dialog}>
        <Tabs label="Sections" tabs={settingsSections} value={section} onChange={onSection}>
          <div className={styles.section}>
            {section === 'connections' && (
              <ConnectionsPanel
                connections={connections}
                firstSelected={connectionId}
                keeping={info.keyKeeping}
                onShowSimulator={() => onSection('simulator')}
              />
            )}
            {section === 'models' && (
              <Suspense fallback={null}>
                <PricesPanel host={host} />
              </Suspense>
            )}
            {section === 'simulator' && <SimulatorPanel host={host} />}
            {section === 'appearance' && <AppearancePanel layout={layout} />}
            {section === 'keyboard' && (
              <Suspense fallback={null}>
                <KeyboardPanel host={host} />
              </Suspense>
            )}
            {section === 'data' && <DataPanel host={host} info={info} />}
          </div>
        </Tabs>
      </div>
    </Dialog>
  )
}
