import { CSPProvider } from '@base-ui/react/csp-provider'
import { lazy, Suspense, useState } from 'react'
import { useStore } from 'zustand'
import type { AppInfo } from '#shared/contract'
import { CrashBoundary } from './features/frame/crash-boundary.tsx'
import { Frame } from './features/frame/frame.tsx'
import { LostNotice } from './features/frame/lost-notice.tsx'
import { Playground } from './features/playground/playground.tsx'
import type { SettingsSection } from './features/settings/settings-dialog.tsx'
import type { Host } from './host/host.ts'
import type { ConnectionsStore } from './parts/connections/connections-store.ts'
import type { Keymap } from './parts/keymap/keymap.ts'
import { KeymapProvider } from './parts/keymap/use-keymap.tsx'
import { flag, type LayoutStore } from './parts/layout/layout-store.ts'
import { type PromptServices, PromptServicesProvider } from './parts/prompt/prompt-services.tsx'
import { ContextMeter, HighestCost, InputTokens } from './parts/prompt/status-items.tsx'
import type { Announcer } from './ui/live-region.tsx'
import type { Toaster } from './ui/toast.tsx'

/** Everything that is made once per window. */
export type AppServices = {
  host: Host
  info: AppInfo
  toaster: Toaster
  announcer: Announcer
  prompt: PromptServices
  connections: ConnectionsStore
  layout: LayoutStore
  keymap: Keymap
}

const SettingsDialog = lazy(async () => ({
  default: (await import('./features/settings/settings-dialog.tsx')).SettingsDialog,
}))

/** Joins the features: no feature knows another one. */
export function App({ services }: { services: AppServices }) {
  const { host, info, toaster, announcer, prompt, connections, layout, keymap } = services
  const [section, setSection] = useState<SettingsSection | null>(null)
  const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.nonce
  return (
    <CrashBoundary>
      <CSPProvider nonce={nonce} disableStyleElements>
        <KeymapProvider keymap={keymap}>
          <PromptServicesProvider services={prompt}>
            <Frame
              layout={layout}
              connections={connections}
              announcer={announcer}
              onOpenSettings={() => setSection('connections')}
              runButton={null}
              history={null}
              editor={<Editor services={services} />}
              response={null}
              statusItems={
                <>
                  <InputTokens />
                  <ContextMeter />
                  <HighestCost />
                </>
              }
            />
            <Suspense>
              {section && (
                <SettingsDialog
                  host={host}
                  info={info}
                  connections={connections}
                  layout={layout}
                  toaster={toaster}
                  section={section}
                  onSection={setSection}
                  onClose={() => setSection(null)}
                />
              )}
            </Suspense>
            <LostNotice host={host} />
          </PromptServicesProvider>
        </KeymapProvider>
      </CSPProvider>
    </CrashBoundary>
  )
}

function Editor({ services: { prompt, layout } }: { services: AppServices }) {
  const isOpen = useStore(layout, (state) => flag(state.layout, 'settings.open', true))
  return (
    <Playground
      services={prompt}
      isSettingsOpen={isOpen}
      onSettingsOpenChange={(next) => layout.getState().remember('settings.open', next)}
    />
  )
}
