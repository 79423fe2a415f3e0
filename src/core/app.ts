import { AppError } from '#shared/app-error'
import type { AppInfo } from '#shared/contract/app'
import { checkLink } from '#shared/text/link'
import type { CoreDeps } from './core-deps.ts'
import type { Folders } from './files/folders.ts'
import type { HandlersOf } from './handlers.ts'

/** What a view may know of its host, and the one door through which a link leaves the app. */
export function appHandlers(deps: CoreDeps, folders: Folders): Pick<HandlersOf<'app'>, 'app.info' | 'app.openLink'> {
  const { version, host, dataFolder, openLink, vault } = deps
  const info: AppInfo = {
    version,
    host,
    can: { openLinks: openLink !== null },
    dataFolder,
    libraryFolder: folders.library,
    logFile: folders.logFile,
    keyKeeping: vault.options,
  }
  return {
    'app.info': async () => info,
    'app.openLink': async ({ url }) => {
      const verdict = checkLink(url)
      if (!verdict.ok) throw new AppError('invalid-input', verdict.reason)
      if (!openLink)
        throw new AppError('invalid-input', 'Here the page itself opens links; Antiphon cannot do it for it.')
      await openLink(verdict.url)
      return null
    },
  }
}
