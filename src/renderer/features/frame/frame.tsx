import { type ReactElement, type ReactNode, Suspense, useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Host } from '../../host/host.ts'
import type { ConnectionsStore } from '../../parts/connections/connections-store.ts'
import { useKeymap } from '../../parts/keymap/use-keymap.tsx'
import { flag, type LayoutStore, number } from '../../parts/layout/layout-store.ts'
import { newPrompt } from '../../parts/prompt/new-prompt.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { lazyPart } from '../../ui/lazy-part.ts'
import { type Announcer, LiveRegion } from '../../ui/live-region.tsx'
import { PortalPlace } from '../../ui/portal-place.ts'
import { SplitPane } from '../../ui/split-pane.tsx'
import { ToastRegion } from '../../ui/toast.tsx'
import { TooltipLayer } from '../../ui/tooltip.tsx'
import styles from './frame.module.css'
import { Navigator } from './navigator.tsx'
import type { NoticesStore } from './notices-store.ts'
import { StatusBar } from './status-bar.tsx'
import { applyTheme } from './theme.ts'
import { TitleBar } from './title-bar.tsx'
import { useFrameOffers } from './use-frame-offers.ts'
import { WorkPanes } from './work-panes.tsx'

const NoticeBar = lazyPart(async () => (await import('./notice-bar.tsx')).NoticeBar)
const ShortcutSheet = lazyPart(async () => (await import('./shortcut-sheet.tsx')).ShortcutSheet)

type FrameProps = {
  host: Pick<Host, 'call'>
  layout: LayoutStore
  connections: ConnectionsStore
  announcer: Announcer
  notices: NoticesStore
  onOpenSettings: () => void
  /** Opens the settings where keys are changed. */
  onChangeKeys: () => void
  onStarters: () => void
  onImport: () => void
  onImportBundle: () => void
  /** Shares the open prompt. */
  onShare: () => void
  /** Shows the runs of the open prompt. */
  onRuns: () => void
  codeButton: ReactNode
  runButton: ReactNode
  presets: ReactNode
  history: ReactNode
  tabs: ReactNode
  editor: ReactNode
  /** In the place of the editor, which stays behind it; `null` where nothing is. */
  overEditor: { label: string; content: ReactNode } | null
  response: ReactNode
  statusItems: readonly ReactElement[]
}

/** The window: title bar, navigator, editor and response side by side, status bar. What is in them is handed in. */
export function Frame(props: FrameProps) {
  const { host, layout, connections, announcer, notices, onOpenSettings, onStarters, onImport, onShare, onRuns } = props
  const { codeButton, runButton, presets, history, tabs, editor, overEditor, response, statusItems } = props
  const services = usePromptServices()
  const { prompts, toaster } = services
  const theme = useStore(layout, (state) => state.theme)
  const isNavigatorOpen = useStore(layout, (state) => flag(state.layout, 'navigator.open', true))
  const isFlipped = useStore(layout, (state) => flag(state.layout, 'panes.flipped', false))
  const navigatorWidth = useStore(layout, (state) => number(state.layout, 'navigator.widthPx'))
  const hasNotices = useStore(notices, (state) => state.notices.length > 0)
  const [isSheetOpen, setIsSheetOpen] = useState(false)
  const [isRenaming, setIsRenaming] = useState(false)
  const main = useRef<HTMLElement>(null)
  const { remember } = layout.getState()
  const navigatorButton = useRef<HTMLButtonElement>(null)
  const toggleNavigator = () => {
    // What is hidden cannot keep the focus.
    if (isNavigatorOpen && document.activeElement?.closest('nav')) navigatorButton.current?.focus()
    remember('navigator.open', !isNavigatorOpen)
  }

  useLayoutEffect(() => applyTheme(theme), [theme])
  useFrameOffers(layout, () => setIsRenaming(true))
  useKeymap({
    toggleNavigator,
    flipPanes: () => remember('panes.flipped', !isFlipped),
    openSettings: onOpenSettings,
    showShortcuts: () => setIsSheetOpen(true),
    newPrompt: () => reportFailure(toaster, newPrompt(services)),
    duplicatePrompt: () => reportFailure(toaster, prompts.getState().duplicate()),
    savePrompt: () => reportFailure(toaster, prompts.getState().save()),
    undo: () => prompts.getState().undo(),
    redo: () => prompts.getState().redo(),
  })

  return (
    <PortalPlace value={main}>
      <div className={styles.frame}>
        <TitleBar
          layout={layout}
          isNavigatorOpen={isNavigatorOpen}
          navigatorButton={navigatorButton}
          onToggleNavigator={toggleNavigator}
          isRenaming={isRenaming}
          onRenaming={setIsRenaming}
          onShare={onShare}
          onRuns={onRuns}
          onOpenSettings={onOpenSettings}
          onShowShortcuts={() => setIsSheetOpen(true)}
          codeButton={codeButton}
          runButton={runButton}
        />
        <main ref={main} className={styles.middle}>
          <SplitPane
            orientation="horizontal"
            label="Width of the navigator"
            unit="px"
            size={navigatorWidth}
            defaultSize={240}
            limits={{ first: 180, second: 240, firstMost: 480 }}
            isFirstHidden={!isNavigatorOpen}
            onResized={(width) => remember('navigator.widthPx', width)}
            first={
              <Navigator
                {...{ presets, history, onStarters, onImport, onShare }}
                onImportBundle={props.onImportBundle}
                onRename={() => setIsRenaming(true)}
              />
            }
            second={
              <div className={styles.work}>
                {tabs}
                <WorkPanes {...{ layout, isFlipped, editor, overEditor, response }} />
              </div>
            }
          />
        </main>
        <Suspense>{hasNotices && <NoticeBar store={notices} />}</Suspense>
        <StatusBar host={host} connections={connections} onOpenSettings={onOpenSettings} items={statusItems} />
        <ToastRegion toaster={toaster} />
        <TooltipLayer />
        <LiveRegion announcer={announcer} />
        <Suspense>
          {isSheetOpen && <ShortcutSheet onClose={() => setIsSheetOpen(false)} onChange={props.onChangeKeys} />}
        </Suspense>
      </div>
    </PortalPlace>
  )
}
