import { CSPProvider } from '@base-ui/react/csp-provider'
import { Braces } from 'lucide-react'
import { Fragment, Suspense, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { AppInfo } from '#shared/contract'
import type { ContentBlock } from '#shared/prompt'
import type { Run as RecordedRun } from '#shared/run'
import { BundlesPlace } from './features/bundles/bundles-place.tsx'
import { type BundlesStore, createBundlesStore } from './features/bundles/bundles-store.ts'
import { CodeButton } from './features/code/code-button.tsx'
import { isCodeShown, leaveCodeWhenRun, showCode } from './features/code/code-shown.ts'
import { CodeImportPlace } from './features/code-import/code-import-place.tsx'
import type { CodeImportStore } from './features/code-import/code-import-store.ts'
import { CrashBoundary } from './features/frame/crash-boundary.tsx'
import { Frame } from './features/frame/frame.tsx'
import { LostNotice } from './features/frame/lost-notice.tsx'
import type { NoticesStore } from './features/frame/notices-store.ts'
import type { HistoryKeeper } from './features/history/history-room.tsx'
import { LibraryDialogs } from './features/library/library-place.tsx'
import { PalettePlace } from './features/palette/palette-place.tsx'
import type { RecentCommands } from './features/palette/recent-commands.ts'
import { Playground } from './features/playground/playground.tsx'
import { ApplyPreset, PresetDialogPlace, PresetsSection } from './features/presets/presets-place.tsx'
import type { PresetsStore } from './features/presets/presets-store.ts'
import { AskBeforeRun } from './features/runs/ask-before-run.tsx'
import { HistoryList } from './features/runs/history-list.tsx'
import type { HistoryStore } from './features/runs/history-store.ts'
import type { LoopStore } from './features/runs/loop-store.ts'
import { ResponseView } from './features/runs/response-view.tsx'
import { RunButton } from './features/runs/run-button.tsx'
import type { RunGate } from './features/runs/run-gate.ts'
import { type RunStore, summaryOf } from './features/runs/run-store.ts'
import type { SettingsSection } from './features/settings/sections.ts'
import { SettingsOffers } from './features/settings/settings-offers.tsx'
import { StartersPlace } from './features/starters/starters-place.tsx'
import { TabStrip } from './features/tabs/tab-strip.tsx'
import type { TabsStore } from './features/tabs/tabs-store.ts'
import { VariableButtons, VariablesPlace } from './features/variables/variables-place.tsx'
import type { Host } from './host/host.ts'
import type { ConnectionsStore } from './parts/connections/connections-store.ts'
import type { Keymap } from './parts/keymap/keymap.ts'
import { KeymapProvider, useKeymap, useShortcut } from './parts/keymap/use-keymap.tsx'
import { flag, type LayoutStore } from './parts/layout/layout-store.ts'
import { RoomButton, showWhatRuns, useOnlyPane } from './parts/layout/pane-room.tsx'
import { ChangePreview } from './parts/prompt/change-preview.tsx'
import { addMessage, setPrefill } from './parts/prompt/prompt-edits.ts'
import { type PromptServices, PromptServicesProvider } from './parts/prompt/prompt-services.tsx'
import { InputTokens } from './parts/prompt/status-items.tsx'
import { reportFailure } from './parts/report-failure.ts'
import { EmptyResponse } from './parts/response/empty-response.tsx'
import { IconButton } from './ui/button.tsx'
import { lazyOnceDrawn, lazyPart } from './ui/lazy-part.ts'
import type { Announcer } from './ui/live-region.tsx'
import type { Toaster } from './ui/toast.tsx'

/** Everything that is made once per window. */
export type AppServices = {
  host: Host
  info: AppInfo
  toaster: Toaster
  announcer: Announcer
  notices: NoticesStore
  prompt: PromptServices
  connections: ConnectionsStore
  layout: LayoutStore
  keymap: Keymap
  runs: RunStore
  runGate: RunGate
  loop: LoopStore
  history: HistoryStore
  presets: PresetsStore
  tabs: TabsStore
  codeImport: CodeImportStore
  recentCommands: RecentCommands
}

/** Where the settings dialog opens. `connectionId`: the connection selected in it, `null` for a new one. */
type SettingsPlace = { section: SettingsSection; connectionId: string | null }

const SettingsDialog = lazyPart(async () => (await import('./features/settings/settings-dialog.tsx')).SettingsDialog)

const ImportBox = lazyPart(async () => (await import('./features/code-import/import-box.tsx')).ImportBox)
const CodeView = lazyPart(async () => (await import('./features/code/code-view.tsx')).CodeView)

const NextTurnBar = lazyPart(async () => (await import('./features/conversation/next-turn-bar.tsx')).NextTurnBar)

const JsonRequest = lazyPart(async () => (await import('./features/json-request/json-request.tsx')).JsonRequest)

// They have nothing to show before the first count.
const ContextMeter = lazyOnceDrawn(async () => (await import('./features/conversation/context-meter.tsx')).ContextMeter)
const HighestCost = lazyOnceDrawn(async () => (await import('./parts/cost/highest-cost.tsx')).HighestCost)

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

const HistoryRoom = lazyPart(async () => (await import('./features/history/history-room.tsx')).HistoryRoom)
const OpenedActions = lazyPart(async () => (await import('./features/history/opened-actions.tsx')).OpenedActions)

const PrefillLab = lazyPart(async () => (await import('./features/prefill/prefill-lab.tsx')).PrefillLab)

/** Joins the features: no feature knows another one. */
export function App({ services }: { services: AppServices }) {
  const { host, info, announcer, notices, prompt, connections, layout, keymap } = services
  const [statusItems] = useState(() => statusItemsFor(services.history))
  const [place, setPlace] = useState<SettingsPlace | null>(null)
  const [bundles] = useState(() => createBundlesStore(host))
  const [areStartersOpen, setStarters] = useState(false)
  const { overEditor, openHistory, closeHistory } = useHistoryRoom(services)
  const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.nonce
  const openConnection = (connectionId: string | null) => setPlace({ section: 'connections', connectionId })
  return (
    <CrashBoundary>
      <CSPProvider nonce={nonce} disableStyleElements>
        <KeymapProvider keymap={keymap}>
          <PromptServicesProvider services={prompt}>
            <Frame
              host={host}
              layout={layout}
              connections={connections}
              announcer={announcer}
              notices={notices}
              onOpenSettings={() => openConnection(connections.getState().activeId)}
              onStarters={() => setStarters(true)}
              codeButton={<CodeButton layout={layout} />}
              onImport={services.codeImport.getState().open}
              onShare={() => share(bundles, prompt)}
              runButton={<Run services={services} />}
              presets={<PresetsSection presets={services.presets} />}
              history={<History services={services} onSearch={openHistory} />}
              tabs={<TabStrip tabs={services.tabs} />}
              editor={<Editor services={services} />}
              overEditor={overEditor}
              response={
                <Response
                  services={services}
                  onOpenConnection={openConnection}
                  onStarters={() => setStarters(true)}
                  onEditor={closeHistory}
                />
              }
              statusItems={statusItems}
            />
            <Suspense>
              {place && (
                <SettingsDialog
                  host={host}
                  info={info}
                  connections={connections}
                  layout={layout}
                  connectionId={place.connectionId}
                  section={place.section}
                  onSection={(section) => setPlace({ ...place, section })}
                  onClose={() => setPlace(null)}
                />
              )}
            </Suspense>
            <AskBeforeRun gate={services.runGate} onFixAll={() => void fixAll(prompt)} />
            <StartersPlace isOpen={areStartersOpen} onOpenChange={setStarters} />
            <PresetDialogPlace presets={services.presets} />
            <CodeImportPlace store={services.codeImport} />
            <ChangePreview />
            <LibraryDialogs />
            <BundlesPlace
              bundles={bundles}
              onImported={() => {
                reportFailure(services.toaster, services.presets.getState().load())
                reportFailure(services.toaster, services.history.getState().reload())
              }}
            />
            <PalettePlace recent={services.recentCommands} />
            <SettingsOffers
              onOpen={(section) => setPlace({ section, connectionId: connections.getState().activeId })}
            />
            <HistoryKeys onSearch={openHistory} />
            <LostNotice host={host} />
          </PromptServicesProvider>
        </KeymapProvider>
      </CSPProvider>
    </CrashBoundary>
  )
}

function share(bundles: BundlesStore, { prompts, toaster }: PromptServices): void {
  const { prompt } = prompts.getState()
  if (prompt) reportFailure(toaster, bundles.getState().startSharing(prompt))
}

/** Asked for from a dialog only: what it needs comes with it. */
async function fixAll(prompt: PromptServices): Promise<void> {
  const { showFixAll } = await import('./parts/prompt/fixes.ts')
  showFixAll(prompt)
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

/** The whole history lies over the editor until another prompt is opened, or it is closed. */
function useHistoryRoom(services: AppServices) {
  const promptId = useStore(services.prompt.prompts, (state) => state.prompt?.id ?? null)
  const [openFor, setOpenFor] = useState<string | null>(null)
  const [searchAsked, setSearchAsked] = useState(0)
  const [keeper] = useState<HistoryKeeper>({ store: null, transfer: null })
  const openHistory = () => {
    setOpenFor(promptId)
    setSearchAsked((times) => times + 1)
  }
  const closeHistory = () => setOpenFor(null)
  const isOpen = openFor !== null && openFor === promptId
  const content = isOpen ? (
    <Suspense>
      <WholeHistory services={services} keeper={keeper} searchAsked={searchAsked} onClose={closeHistory} />
    </Suspense>
  ) : null
  return { overEditor: content && { label: 'All runs', content }, openHistory, closeHistory }
}

type WholeHistoryProps = {
  services: AppServices
  keeper: HistoryKeeper
  searchAsked: number
  onClose: () => void
}

function WholeHistory({ services, keeper, searchAsked, onClose }: WholeHistoryProps) {
  const { host, runs, history, toaster } = services
  const shownId = useStore(runs, ({ opened, live }) => (opened ?? live)?.run.id ?? null)
  const changed = useStore(history, (state) => state.runs[0])
  return (
    <HistoryRoom
      host={host}
      toaster={toaster}
      keeper={keeper}
      changed={changed}
      shownId={shownId}
      searchAsked={searchAsked}
      onOpen={(id) => void runs.getState().open(id, true)}
      onClose={onClose}
      onChanged={() => {
        // A run that is shown may be gone.
        runs.getState().closeOpened()
        reportFailure(toaster, history.getState().reload())
      }}
    />
  )
}

function HistoryKeys({ onSearch }: { onSearch: () => void }) {
  useKeymap({ searchHistory: onSearch })
  return null
}

function History({ services: { history, runs }, onSearch }: { services: AppServices; onSearch: () => void }) {
  const shownId = useStore(runs, ({ opened, live }) => (opened ?? live)?.run.id ?? null)
  return (
    <HistoryList
      history={history}
      shownId={shownId}
      onOpen={(id) => void runs.getState().open(id)}
      onSearch={onSearch}
    />
  )
}

function Editor({ services }: { services: AppServices }) {
  const { prompt, layout, presets, runGate } = services
  const isOpen = useStore(layout, (state) => flag(state.layout, 'settings.open', null))
  const isJson = useStore(layout, (state) => flag(state.layout, 'editor.json', false))
  // Where it has half the room its head is full; a double click on that, the key and the palette give it more.
  const only = useOnlyPane(layout)
  const showJson = (isShown: boolean) => layout.getState().remember('editor.json', isShown)
  useKeymap({ toggleJson: () => showJson(!isJson) })
  const savePreset = () => {
    // The form stands beside its button in the navigator.
    layout.getState().remember('navigator.open', true)
    presets.getState().startSaving('new')
  }
  return (
    <Playground
      services={prompt}
      isSettingsOpen={isOpen}
      onSettingsOpenChange={(next) => layout.getState().remember('settings.open', next)}
      besideAdd={<VariableButtons layout={layout} />}
      prefillLab={<Lab services={services} />}
      drawer={<VariablesPlace layout={layout} />}
      besideSettings={<ApplyPreset presets={presets} onSave={savePreset} />}
      onRunAnyway={() => void runGate.getState().runAnyway()}
      text={
        isJson ? (
          <Suspense>
            <JsonRequest onLeave={() => showJson(false)} />
          </Suspense>
        ) : null
      }
      viewSwitch={
        <>
          <IconButton
            label="JSON"
            tooltip={isJson ? 'Show the request as cards' : 'Show the request as JSON'}
            icon={<Braces size={16} />}
            shortcut={useShortcut('toggleJson')}
            aria-pressed={isJson}
            onClick={() => showJson(!isJson)}
          />
          {only === 'editor' && <RoomButton layout={layout} pane="editor" />}
        </>
      }
      onLeaveText={() => showJson(false)}
    />
  )
}

/** What helps with the prefill. It is told of the last answer, from which it reads how the prefill joins on. */
function Lab({ services: { host, prompt, runs, history } }: { services: AppServices }) {
  const lastRun = useStore(runs, ({ live }) => (live && live.run.state !== 'running' ? live.run : null))
  const promptId = useStore(prompt.prompts, (state) => state.prompt?.id)
  return (
    <Suspense>
      <PrefillLab
        host={host}
        lastRun={lastRun?.promptId === promptId ? lastRun : null}
        onRunChanged={(run) => history.getState().put(summaryOf(run))}
      />
    </Suspense>
  )
}

async function addToMessages(
  { prompts }: PromptServices,
  run: RecordedRun,
  answer: string | ContentBlock[],
): Promise<void> {
  const [{ answerMessage }, { asWritten }] = await Promise.all([
    import('#shared/answer-turn'),
    import('#shared/variables'),
  ])
  const id = crypto.randomUUID()
  // The prefill is part of the answer now; one edit, so that one Undo takes both back.
  prompts.getState().edit((draft) => {
    const message = answerMessage(run, { id, content: asWritten(draft, answer) })
    return setPrefill('')(addMessage(message)(draft))
  })
}

type ResponseProps = {
  services: AppServices
  onOpenConnection: (id: string | null) => void
  onStarters: () => void
  /** The editor is wanted. */
  onEditor: () => void
}

function Response({ services, onOpenConnection, onStarters, onEditor }: ResponseProps) {
  const { host, info, prompt, runs, runGate, toaster, layout } = services
  const promptId = useStore(prompt.prompts, (state) => state.prompt?.id ?? null)
  const isSimulator = useStore(prompt.context, (state) => state.connectionKind === 'simulator')
  const [drafts] = useState(() => new Map<string, string>())
  const onRun = () => void runGate.getState().run()
  useKeymap({
    newConversation: async () =>
      (await import('./features/conversation/conversation-edits.ts')).newConversation(prompt),
  })
  useEffect(() => showWhatRuns(layout, runs), [layout, runs])
  useEffect(() => leaveCodeWhenRun(layout, runs), [layout, runs])
  const isCode = useStore(layout, isCodeShown)
  const openLink = (url: string) => {
    if (info.can.openLinks) reportFailure(toaster, host.call('app.openLink', { url }))
    else window.open(url, '_blank', 'noopener,noreferrer')
  }
  return (
    <ResponseView
      host={host}
      runs={runs}
      loop={services.loop}
      promptId={promptId}
      empty={
        <EmptyResponse
          isSimulator={isSimulator}
          onAddKey={() => onOpenConnection('anthropic')}
          onUseLocalServer={() => onOpenConnection(null)}
          onStarters={onStarters}
        />
      }
      onAddToMessages={(run, content) => reportFailure(toaster, addToMessages(prompt, run, content))}
      onRun={onRun}
      nextTurn={(run) => <NextTurnBar key={run.promptId} run={run} drafts={drafts} onRun={onRun} />}
      openLink={openLink}
      openedActions={(run) => (
        <OpenedActions
          key={run.id}
          run={run}
          onRestored={onEditor}
          onRunAgain={(again) => void runs.getState().start(again, promptId ?? undefined)}
        />
      )}
      besideTabs={<RoomButton layout={layout} pane="response" />}
      code={{
        isShown: isCode,
        onShown: (isShown) => showCode(layout, isShown),
        panel: (
          <CodeView
            host={host}
            layout={layout}
            connections={services.connections}
            importBox={<ImportBox store={services.codeImport} />}
          />
        ),
      }}
    />
  )
}
