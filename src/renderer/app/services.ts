import { toErrorData } from '#shared/app-error'
import type { AppInfo } from '#shared/contract/app'
import { bundleEnding } from '#shared/library/bundle'
import { presetFileEnding } from '#shared/presets/preset-file'
import { type BundlesStore, createBundlesStore } from '../features/bundles/bundles-store.ts'
import { type CodeImportStore, createCodeImportStore } from '../features/code-import/code-import-store.ts'
import { turnActions } from '../features/conversation/turn-actions.ts'
import { createNoticesStore, type NoticesStore } from '../features/frame/notices-store.ts'
import { createRecentCommands, type RecentCommands } from '../features/palette/recent-commands.ts'
import { createPresetsStore, type PresetsStore } from '../features/presets/presets-store.ts'
import { createTabsStore, type TabsStore } from '../features/tabs/tabs-store.ts'
import type { AskingHost } from '../host/ask-ahead.ts'
import type { Host } from '../host/host.ts'
import { type ConnectionsStore, createConnectionsStore } from '../parts/connections/connections-store.ts'
import { createKeymap, type Keymap } from '../parts/keymap/keymap.ts'
import { createLayoutStore, type LayoutStore } from '../parts/layout/layout-store.ts'
import { createPromptServices, type PromptServices } from '../parts/prompt/prompt-services.tsx'
import { createRenderTurns, type RenderTurns } from '../parts/response/render-turns.ts'
import { type Announcer, createAnnouncer } from '../ui/live-region.tsx'
import { createToaster, type Toaster } from '../ui/toast.tsx'
import { createRunServices, type RunServices } from './run-services.ts'

/** Everything that is made once per window. */
export type AppServices = RunServices & {
  host: Host
  info: AppInfo
  toaster: Toaster
  announcer: Announcer
  notices: NoticesStore
  prompt: PromptServices
  connections: ConnectionsStore
  layout: LayoutStore
  keymap: Keymap
  presets: PresetsStore
  bundles: BundlesStore
  tabs: TabsStore
  codeImport: CodeImportStore
  recentCommands: RecentCommands
  renderTurns: RenderTurns
}

/** Makes every store, and fills them with what was asked ahead. What can wait is fetched once `firstScreen` is there. */
export async function makeServices(host: AskingHost, firstScreen: Promise<void>): Promise<AppServices> {
  const toaster = createToaster()
  const announcer = createAnnouncer()
  const notices = createNoticesStore(host)
  const prompt = createPromptServices(host, toaster, announcer.announce, firstScreen)
  const connections = createConnectionsStore(host)
  const presets = createPresetsStore(host)
  const showFailure = (error: unknown) => toaster.show(toErrorData(error).message)
  const [info, settings] = await Promise.all([
    host.call('app.info', {}),
    host.call('settings.get', {}),
    connections.getState().load(),
    prompt.context.getState().load(),
    prompt.closedFolders.getState().load(),
    prompt.prompts.getState().start(),
    // Without them everything else still works.
    presets.getState().load().catch(showFailure),
  ])
  host.forgetAnswers()
  // What a prompt is judged against depends on the connection in use.
  connections.subscribe((now, before) => {
    if (now.activeId === before.activeId && now.connections === before.connections) return
    prompt.context.getState().load().catch(showFailure)
  })
  followCore(prompt, notices)
  const layout = createLayoutStore(host, settings, showFailure)
  window.addEventListener('pagehide', () => void layout.getState().flush())
  const bundles = createBundlesStore(host)
  const importPresets = async (file: File) =>
    (await import('../features/presets/preset-transfer.ts')).importPresets(presets, file)
  const running = createRunServices(host, prompt, announcer.announce, layout)
  return {
    host,
    info,
    toaster,
    announcer,
    notices,
    prompt: { ...prompt, turnActions: turnActions(prompt, () => void running.runGate.getState().run()) },
    connections,
    layout,
    keymap: createKeymap(
      { usesCommandKey: /Mac|iPhone|iPad/.test(navigator.platform), isBrowserTab: info.host === 'browser' },
      settings.keys,
    ),
    presets,
    bundles,
    tabs: createTabsStore(host, prompt.prompts, settings.openTabs),
    codeImport: createCodeImportStore(host, (file) => {
      const show = [
        { ending: bundleEnding, import: () => bundles.getState().showImport(file) },
        { ending: presetFileEnding, import: () => importPresets(file) },
      ].find(({ ending }) => file.name.endsWith(ending))
      show?.import().catch(showFailure)
      return show !== undefined
    }),
    recentCommands: createRecentCommands(host, settings.recentActions),
    renderTurns: createRenderTurns(),
    ...running,
  }
}

/** Follows what the core tells by itself. It ends when the core is gone, which the window says by itself. */
function followCore({ context, prompts }: PromptServices, notices: NoticesStore): void {
  void context.getState().follow()
  notices
    .getState()
    .listen()
    .catch(() => {})
  prompts
    .getState()
    .follow()
    .catch(() => {})
}
