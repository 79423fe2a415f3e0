import { CSPProvider } from '@base-ui/react/csp-provider'
import { Fragment, Suspense, useState } from 'react'
import { useStore } from 'zustand'
import { EditorPlace } from './app/editor-place.tsx'
import { HistoryKeys, HistoryPlace, useHistoryRoom } from './app/history-place.tsx'
import { ResponsePlace } from './app/response-place.tsx'
import type { AppServices } from './app/services.ts'
import { type SettingsAt, SettingsPlace } from './app/settings-place.tsx'
import { BundlesPlace, chooseBundle } from './features/bundles/bundles-place.tsx'
import { CodeButton } from './features/code/code-button.tsx'
import { CodeImportPlace } from './features/code-import/code-import-place.tsx'
import { CrashBoundary } from './features/frame/crash-boundary.tsx'
import { Frame } from './features/frame/frame.tsx'
import { LostNotice } from './features/frame/lost-notice.tsx'
import { LibraryDialogs } from './features/library/library-place.tsx'
import { PalettePlace } from './features/palette/palette-place.tsx'
import { PresetDialogPlace, PresetsSection } from './features/presets/presets-place.tsx'
import { AskBeforeRun } from './features/runs/ask-before-run.tsx'
import type { HistoryStore } from './features/runs/history-store.ts'
import { RunButton } from './features/runs/run-button.tsx'
import { StartersPlace } from './features/starters/starters-place.tsx'
import { TabStrip } from './features/tabs/tab-strip.tsx'
import { KeymapProvider } from './parts/keymap/use-keymap.tsx'
import { ChangePreview } from './parts/prompt/edits/change-preview.tsx'
import { type PromptServices, PromptServicesProvider } from './parts/prompt/prompt-services.tsx'
import { InputTokens } from './parts/prompt/status-items.tsx'
import { reportFailure } from './parts/report-failure.ts'
import { RenderTurnsContext } from './parts/response/render-turns.ts'
import { lazyOnceDrawn } from './ui/lazy-part.ts'

// They have nothing to show before the first count.
const ContextMeter = lazyOnceDrawn(async () => (await import('./features/conversation/context-meter.tsx')).ContextMeter)
const HighestCost = lazyOnceDrawn(async () => (await import('./parts/cost/highest-cost.tsx')).HighestCost)

/** Joins the features: no feature knows another one. */
export function App({ services }: { services: AppServices }) {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.nonce
  return (
    <CrashBoundary>
      <CSPProvider nonce={nonce} disableStyleElements>
        <KeymapProvider keymap={services.keymap}>
          <PromptServicesProvider services={services.prompt}>
            <RenderTurnsContext value={services.renderTurns}>
              <Features services={services} />
            </RenderTurnsContext>
          </PromptServicesProvider>
        </KeymapProvider>
      </CSPProvider>
    </CrashBoundary>
  )
}

function Features({ services }: { services: AppServices }) {
  const { host, prompt, connections, layout } = services
  const [statusItems] = useState(() => statusItemsFor(services.history))
  const [settingsAt, setSettingsAt] = useState<SettingsAt | null>(null)
  const [areStartersOpen, setStarters] = useState(false)
  const { overEditor, openHistory, openRuns, closeHistory } = useHistoryRoom(services)
  const openConnection = (connectionId: string | null) => setSettingsAt({ section: 'connections', connectionId })
  const openStarters = () => setStarters(true)
  return (
    <>
      <Frame
        host={host}
        layout={layout}
        connections={connections}
        announcer={services.announcer}
        notices={services.notices}
        onOpenSettings={() => openConnection(connections.getState().activeId)}
        onChangeKeys={() => setSettingsAt({ section: 'keyboard', connectionId: connections.getState().activeId })}
        onStarters={openStarters}
        codeButton={<CodeButton layout={layout} />}
        onImport={services.codeImport.getState().open}
        onImportBundle={() => importBundle(services)}
        onShare={() => share(services)}
        onRuns={openRuns}
        runButton={<Run services={services} />}
        presets={<PresetsSection presets={services.presets} />}
        history={<HistoryPlace services={services} onSearch={openHistory} />}
        tabs={<TabsPlace services={services} />}
        editor={<EditorPlace services={services} />}
        overEditor={overEditor}
        response={
          <ResponsePlace
            services={services}
            onOpenConnection={openConnection}
            onStarters={openStarters}
            onEditor={closeHistory}
          />
        }
        statusItems={statusItems}
      />
      <AskBeforeRun gate={services.runGate} onFixAll={() => void fixAll(prompt)} />
      <StartersPlace isOpen={areStartersOpen} onOpenChange={setStarters} />
      <Dialogs services={services} />
      <SettingsPlace services={services} at={settingsAt} onAt={setSettingsAt} />
      <HistoryKeys services={services} isOpen={overEditor !== null} onSearch={openHistory} onRuns={openRuns} />
      <LostNotice host={host} />
    </>
  )
}

/** What lies over the window and opens by itself, or by what its store is told. */
function Dialogs({
  services: { presets, codeImport, bundles, history, recentCommands, toaster },
}: {
  services: AppServices
}) {
  return (
    <>
      <PresetDialogPlace presets={presets} />
      <CodeImportPlace store={codeImport} />
      <ChangePreview />
      <LibraryDialogs />
      <BundlesPlace
        bundles={bundles}
        onImported={() => {
          reportFailure(toaster, presets.getState().load())
          reportFailure(toaster, history.getState().reload())
        }}
      />
      <PalettePlace recent={recentCommands} />
    </>
  )
}

/** What the status bar tells of the open prompt. */
function statusItemsFor(history: HistoryStore) {
  return [
    <Fragment key="tokens">
      <InputTokens />
      <Suspense>
        <ContextMeter onRunChanged={history.getState().put} />
      </Suspense>
    </Fragment>,
    <Suspense key="cost">
      <HighestCost />
    </Suspense>,
  ]
}

function importBundle({ bundles, toaster }: AppServices): void {
  chooseBundle((file) => reportFailure(toaster, bundles.getState().showImport(file)))
}

function share({ bundles, prompt: { prompts }, toaster }: AppServices): void {
  const { prompt } = prompts.getState()
  if (prompt) reportFailure(toaster, bundles.getState().startSharing(prompt))
}

/** Asked for from a dialog only: what it needs comes with it. */
async function fixAll(prompt: PromptServices): Promise<void> {
  const { showFixAll } = await import('./parts/prompt/findings/fixes.ts')
  showFixAll(prompt)
}

function TabsPlace({ services: { tabs, runs } }: { services: AppServices }) {
  return <TabStrip tabs={tabs} running={useStore(runs, (state) => state.busy)} />
}

function Run({ services: { runs, runGate } }: { services: AppServices }) {
  const runningSince = useStore(runs, (state) => state.runningSince)
  return (
    <RunButton
      runningSince={runningSince}
      onRun={() => void runGate.getState().run()}
      onStop={() => runs.getState().stop()}
    />
  )
}
