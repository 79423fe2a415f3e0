import './base.css'
import { createRoot } from 'react-dom/client'
import { toErrorData } from '#shared/app-error'
import { App, type AppServices } from './app.tsx'
import { FailurePage } from './features/frame/failure-page.tsx'
import { createNoticesStore } from './features/frame/notices-store.ts'
import { applyTheme } from './features/frame/theme.ts'
import { createHistoryStore } from './features/runs/history-store.ts'
import { createRunGate } from './features/runs/run-gate.ts'
import { createRunStore } from './features/runs/run-store.ts'
import { pickHost } from './host/pick-host.ts'
import { createConnectionsStore } from './parts/connections/connections-store.ts'
import { createKeymap } from './parts/keymap/keymap.ts'
import { createLayoutStore } from './parts/layout/layout-store.ts'
import { createPromptServices } from './parts/prompt/prompt-services.tsx'
import { createAnnouncer } from './ui/live-region.tsx'
import { loadMenus } from './ui/menu.tsx'
import { createToaster } from './ui/toast.tsx'

const container = document.getElementById('root')
if (!container) throw new Error('index.html has no #root.')
const root = createRoot(container)

// The page has a theme before the core has told which one is chosen.
const stopFollowing = applyTheme('system')
start().then(
  (services) => {
    stopFollowing()
    root.render(<App services={services} />)
    loadWhenIdle()
  },
  (error: unknown) => {
    console.error(error)
    root.render(<FailurePage title="Antiphon could not start here" message={toErrorData(error).message} />)
  },
)

/** What is not needed at first sight, but soon after, is fetched once the first sight is there: a click then never waits. */
function loadWhenIdle() {
  const load = () => {
    const parts = [
      loadMenus(),
      import('./features/settings/settings-dialog.tsx'),
      import('./features/frame/shortcut-sheet.tsx'),
    ]
    // What cannot be fetched now is asked for again, and its failure shown, when it is opened.
    void Promise.allSettled(parts)
  }
  if ('requestIdleCallback' in window) window.requestIdleCallback(load, { timeout: 2_000 })
  else setTimeout(load, 500)
}

/** Makes every store, and fills them with one round of questions to the core. */
async function start(): Promise<AppServices> {
  const host = await pickHost()
  const toaster = createToaster()
  const announcer = createAnnouncer()
  const notices = createNoticesStore(host)
  const prompt = createPromptServices(host, toaster, announcer.announce)
  const connections = createConnectionsStore(host)
  const [info, settings] = await Promise.all([
    host.call('app.info', {}),
    host.call('settings.get', {}),
    connections.getState().load(),
    prompt.context.getState().load(),
    prompt.prompts.getState().start(),
  ])
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
  const keymap = createKeymap({
    usesCommandKey: /Mac|iPhone|iPad/.test(navigator.platform),
    isBrowserTab: info.host === 'browser',
  })
  // It ends when the core is gone, which the window says by itself.
  notices
    .getState()
    .listen()
    .catch(() => {})
  const history = createHistoryStore(host)
  const runs = createRunStore(host, {
    announce: announcer.announce,
    onRunChanged: (run) => history.getState().put(run),
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
  return { host, info, toaster, announcer, notices, prompt, connections, layout, keymap, runs, runGate, history }
}
