import './base.css'
import { createRoot } from 'react-dom/client'
import { toErrorData } from '#shared/app-error'
import { makeServices } from './app/services.ts'
import { App } from './app.tsx'
import { FailurePage } from './features/frame/failure-page.tsx'
import { applyTheme } from './features/frame/theme.ts'
import type { AskingHost } from './host/ask-ahead.ts'
import { takeFiles } from './parts/attachments/take-files.ts'
import { loadMenus } from './ui/menu.tsx'
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
    takeFiles(services.prompt, services.codeImport.getState().takeFile)
    root.render(<App services={services} />)
    void whenRested().then(shown.resolve)
    void loadWhenRested()
  } catch (error) {
    console.error(error)
    root.render(<FailurePage title="Antiphon could not start here" message={toErrorData(error).message} />)
  }
}

/** What is not needed at first sight, but soon after, is fetched once the first sight is there: a click then never waits. */
async function loadWhenRested(): Promise<void> {
  await whenRested()
  // What cannot be fetched now is asked for again, and its failure shown, when it is opened.
  await Promise.allSettled([
    loadMenus(),
    import('./parts/attachments/attach-files.ts'),
    import('./ui/combobox-field.tsx'),
    import('./ui/flyout-popup.tsx'),
    import('./features/playground/findings/findings-panel.tsx'),
    import('./features/playground/version/version-panel.tsx'),
    import('./features/runs/ask-dialog.tsx'),
    import('./features/settings/settings-dialog.tsx'),
    import('./features/frame/shortcut-sheet.tsx'),
    import('./features/palette/palette.tsx'),
  ])
}
