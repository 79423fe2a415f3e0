// session.on('will-download'): a download that a listener prevents is cancelled.
import { chromium } from '../chromium/chromium.ts'
import type { DevToolsSession } from '../chromium/devtools.ts'
import { record } from '../log.ts'
import { PreventableEvent, strict } from '../strict.ts'
import { toAppUrl } from './schemes.ts'
import type { Session } from './session.ts'

/** Puts the downloads of a page to the listeners of its session. */
export function watchDownloads(devTools: DevToolsSession, session: Session, webContents: object): void {
  devTools.on('Page.downloadWillBegin', ({ guid, url: chromiumUrl, suggestedFilename: filename }) => {
    const url = toAppUrl(chromiumUrl)
    const event = new PreventableEvent()
    const item = strict('DownloadItem', { getURL: () => url, getFilename: () => filename })
    session.emit('will-download', event, item, webContents)
    record('will-download', { url, filename, isPrevented: event.defaultPrevented })
    if (!event.defaultPrevented) return
    chromium()
      .browser.send('Browser.cancelDownload', { guid })
      .catch(() => {}) // it has ended already
  })
}
