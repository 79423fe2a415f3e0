import type { Session, WebContents } from 'electron'
import { isOwnFrame, isOwnUrl } from './sender.ts'

/** The one permission a page of ours gets: copying on a click. */
const allowedPermissions: readonly string[] = ['clipboard-sanitized-write']

/** Denies every permission but copying, to every page and frame, on request and on check. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => {
    answer(allowedPermissions.includes(permission) && isOwnUrl(requestingUrl))
  })
  session.setPermissionCheckHandler((contents, permission, requestingOrigin) => {
    const isOurs =
      contents !== null && isOwnFrame(contents.mainFrame) && isOwnUrl(`${requestingOrigin.replace(/\/$/, '')}/`)
    return isOurs && allowedPermissions.includes(permission)
  })
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
}

/** Lets nothing be downloaded but what our own page hands over as a file; the system asks where to. */
export function denyDownloads(session: Session): void {
  session.on('will-download', (event, item) => {
    const url = item.getURL()
    if (!(url.startsWith('blob:') && isOwnUrl(url.slice('blob:'.length)))) event.preventDefault()
  })
}

/**
 * Keeps a window on its own page: no navigation of any frame, no new window, no webview, and no WebRTC address leak. Links
 * reach the outside only through the core's `app.openLink`.
 */
export function denyNavigation(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-frame-navigate', (event) => {
    if (!(event.isMainFrame && isReload(contents, event.url))) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

function isReload(contents: WebContents, url: string): boolean {
  return isOwnUrl(url) && isOwnUrl(contents.getURL())
}
