import './base.css'
import { createRoot } from 'react-dom/client'
import { toErrorData } from '#shared/app-error'
import { App, type AppServices } from './app.tsx'
import { createCodeImportStore } from './features/code-import/code-import-store.ts'
import { turnActions } from './features/conversation/turn-actions.ts'
import { FailurePage } from './features/frame/failure-page.tsx'
import { createNoticesStore } from './features/frame/notices-store.ts'
import { applyTheme } from './features/frame/theme.ts'
import { createRecentCommands } from './features/palette/recent-commands.ts'
import { createPresetsStore } from './features/presets/presets-store.ts'
import { createHistoryStore } from './features/runs/history-store.ts'
import { createLoopStore } from './features/runs/loop-store.ts'
import { createRunGate } from './features/runs/run-gate.ts'
import { createRunStore } from './features/runs/run-store.ts'
import { createTabsStore } from './features/tabs/tabs-store.ts'
import type { AskingHost } from './host/ask-ahead.ts'
import { createConnectionsStore } from './parts/connections/connections-store.ts'
import { createKeymap } from './parts/keymap/keymap.ts'
import { createLayoutStore } from './parts/layout/layout-store.ts'
import { createPromptServices } from './parts/prompt/prompt-services.tsx'
import { createAnnouncer } from './ui/live-region.tsx'
import { loadMenus } from './ui/menu.tsx'
import { createToaster } from './ui/toast.tsx'
import { whenRested } from './ui/when-rested.ts'

/** Shows the app as soon as the core has told what it is to show, or why it cannot. */
export async function start(host: Promise<AskingHost>): Promise<void> {
  const container = document.getElementById('root')
  if (!container) throw new Error('index.html has no #root.')
  const root = createRoot(container)
  // The page has a theme before the core has told which one is chosen.
  const stopFollowing = applyTheme('system')
  const shown = Promise.withResolvers<void>()
  try {
    const services = await makeServices(await host, shown.promise)
    stopFollowing()
    root.render(<App services={services} />)
    void whenRested().then(shown.resolve)
    void loadWhenRested(services)
  } catch (error) {
    console.error(error)
    root.render(<FailurePage title="Antiphon could not start here" message={toErrorData(error).message} />)
  }
}

/** What is not needed at first sight, but soon after, is fetched once the first sight is there: a click then never waits. */
async function loadWhenRested(services: AppServices): Promise<void> {
  await whenRested()
  // What cannot be fetched now is asked for again, and its failure shown, when it is opened.
  await Promise.allSettled([
    loadMenus(),
    import('./parts/attachments/take-files.ts').then(({ takeFiles }) =>
      takeFiles(services.prompt, services.codeImport.getState().takeFile),
    ),
    import('./ui/combobox-field.tsx'),
    import('./ui/flyout-popup.tsx'),
    import('./features/playground/findings-panel.tsx'),
    import('./features/playground/version-panel.tsx'),
    import('./features/runs/ask-dialog.tsx'),
    import('./features/settings/settings-dialog.tsx'),
    import('./features/frame/shortcut-sheet.tsx'),
    import('./features/palette/palette.tsx'),
  ])
}

/** Makes every store, and fills them with what was asked ahead. */
async function makeServices(host: AskingHost, firstScreen: Promise<void>): Promise<AppServices> {
  const toaster = createToaster()
  const announcer = createAnnouncer()
  const notices = createNoticesStore(host)
  const prompt = createPromptServices(host, toaster, announcer.announce, firstScreen)
  const connections = createConnectionsStore(host)
  const presets = createPresetsStore(host)
  const [info, settings] = await Promise.all([
    host.call('app.info', {}),
    host.call('settings.get', {}),
    connections.getState().load(),
    prompt.context.getState().load(),
    prompt.prompts.getState().start(),
    // Without them everything else still works.
    presets
      .getState()
      .load()
      .catch((error: unknown) => toaster.show(toErrorData(error).message)),
  ])
  host.forgetAnswers()
  // What a prompt is judged against depends on the connection in use.
  connections.subscribe((now, before) => {
    if (now.activeId === before.activeId && now.connections === before.connections) return
    prompt.context
      .getState()
      .load()
      .catch((error: unknown) => toaster.show(toErrorData(error).message))
  })
  void prompt.context.getState().follow()
  const layout = createLayoutStore(host, settings, (error) => toaster.show(toErrorData(error).message))
  window.addEventListener('pagehide', () => void layout.getState().flush())
  const keymap = createKeymap(
    {
      usesCommandKey: /Mac|iPhone|iPad/.test(navigator.platform),
      isBrowserTab: info.host === 'browser',
    },
    settings.keys,
  )
  // It ends when the core is gone, which the window says by itself.
  notices
    .getState()
    .listen()
    .catch(() => {})
  prompt.prompts
    .getState()
    .follow()
    .catch(() => {})
  const history = createHistoryStore(host)
  const runs = createRunStore(host, {
    announce: announcer.announce,
    onRunChanged: (run) => history.getState().put(run),
  })
  runs.subscribe(({ live }, { live: before }) => {
    if (live && live.run.state !== 'running' && live.run !== before?.run) prompt.lastRun.getState().note(live.run)
    if (live === null) prompt.refused.getState().clear()
    else if (live.run.state === 'failed' && before?.run.state !== 'failed') prompt.refused.getState().show(live.run)
  })
  const runGate = createRunGate({
    judge: async () => {
      const settled = await prompt.prompts.getState().settleOpened()
      // Rules that cannot be fetched are no reason not to run.
      await prompt.findings.ready.catch(() => {})
      return { prompt: settled, findings: settled ? prompt.findings.findingsIn(settled) : [] }
    },
    start: (settled) => runs.getState().start(settled),
  })
  const loop = createLoopStore({
    prompts: prompt.prompts,
    runs,
    run: () => runGate.getState().run(),
    connectionKind: () => prompt.context.getState().connectionKind,
    announce: announcer.announce,
    layout,
  })
  return {
    host,
    info,
    toaster,
    announcer,
    notices,
    prompt: { ...prompt, turnActions: turnActions(prompt, () => void runGate.getState().run()) },
    connections,
    layout,
    keymap,
    runs,
    runGate,
    loop,
    history,
    presets,
    tabs: createTabsStore(host, prompt.prompts, settings.openTabs),
    codeImport: createCodeImportStore(host),
    recentCommands: createRecentCommands(host, settings.recentActions),
  }
}
