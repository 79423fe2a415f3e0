// Asks the app's permission handlers, and tells Chromium what they said. Until a handler allows something, every
// permission that Chromium knows is denied, so a page cannot get past the questions that page-world.ts asks.
import { chromium } from '../chromium/chromium.ts'
import { record } from '../log.ts'
import { notInStandIn } from '../strict.ts'
import { originOf, toChromiumUrl } from './schemes.ts'

type Details = Record<string, unknown>
/** `session.setPermissionRequestHandler`'s argument. */
export type RequestHandler = (
  webContents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
  details: Details,
) => void
/** `session.setPermissionCheckHandler`'s argument. */
export type CheckHandler = (
  webContents: unknown,
  permission: string,
  requestingOrigin: string,
  details: Details,
) => boolean

/** `session.setDisplayMediaRequestHandler`'s argument. */
export type DisplayMediaHandler = (request: Details, callback: (streams?: object | null) => void) => void

/** Who wants which permission. */
export type PermissionQuestion = {
  webContents: unknown
  permission: string
  url: string
  isMainFrame: boolean
  details: Details
}

type Descriptor = { name: string; sysex?: boolean; allowWithoutSanitization?: boolean }

// Electron's names and what Chromium calls the same thing (Permissions API names).
const chromiumNames: Record<string, Descriptor[]> = {
  notifications: [{ name: 'notifications' }],
  geolocation: [{ name: 'geolocation' }],
  media: [{ name: 'camera' }, { name: 'microphone' }],
  'clipboard-read': [{ name: 'clipboard-read' }],
  'clipboard-sanitized-write': [{ name: 'clipboard-write', allowWithoutSanitization: false }],
  midi: [{ name: 'midi' }],
  midiSysex: [{ name: 'midi', sysex: true }],
  'idle-detection': [{ name: 'idle-detection' }],
  'local-fonts': [{ name: 'local-fonts' }],
  'persistent-storage': [{ name: 'persistent-storage' }],
  'storage-access': [{ name: 'storage-access' }],
  'window-management': [{ name: 'window-management' }],
}
// The Permissions API's names where Electron's differ.
const electronNames: Record<string, string> = {
  camera: 'media',
  microphone: 'media',
  'clipboard-write': 'clipboard-sanitized-write',
}

async function tellChromium(permission: string, isGranted: boolean, url?: string): Promise<void> {
  const origin = url === undefined ? undefined : originOf(toChromiumUrl(url))
  const setting = isGranted ? 'granted' : 'denied'
  for (const descriptor of chromiumNames[permission] ?? []) {
    await chromium().browser.send('Browser.setPermission', { permission: descriptor, setting, origin })
  }
}

/** Denies everything that Chromium can be told about. Call it once, when Chromium is up. */
export async function denyEverything(): Promise<void> {
  for (const permission of Object.keys(chromiumNames)) await tellChromium(permission, false)
}

/** The two handlers of a session. Without one, Electron allows. */
export class Permissions {
  requestHandler: RequestHandler | null = null
  checkHandler: CheckHandler | null = null
  displayMediaHandler: DisplayMediaHandler | null = null

  /** Puts a page's question to the right handler; true grants. */
  answer(type: 'may-use' | 'is-granted', question: PermissionQuestion): Promise<boolean> {
    if (type === 'is-granted') return this.#check(question)
    return question.permission === 'display-capture' ? this.#requestDisplayMedia(question) : this.request(question)
  }

  /** A page is about to use a permission. */
  async request(question: PermissionQuestion): Promise<boolean> {
    const { webContents, permission, url, isMainFrame, details } = question
    const facts = { ...details, requestingUrl: url, isMainFrame, securityOrigin: `${originOf(url)}/` }
    const handler = this.requestHandler
    const isGranted = handler
      ? await new Promise<boolean>((resolve) =>
          handler(webContents, permission, (granted) => resolve(granted === true), facts),
        )
      : true
    record('permission-request', { permission, url, isGranted })
    await tellChromium(permission, isGranted, url)
    return isGranted
  }

  /** A page wants to record a screen: what to record is the app's choice, and without a handler nothing is. */
  async #requestDisplayMedia({ url }: PermissionQuestion): Promise<boolean> {
    const handler = this.displayMediaHandler
    const ask = (resolve: (streams: object | null) => void) =>
      handler ? handler({ securityOrigin: `${originOf(url)}/` }, (streams) => resolve(streams ?? null)) : resolve(null)
    const streams = await new Promise<object | null>(ask)
    record('display-media-request', { url, isGranted: streams !== null })
    if (streams && Object.keys(streams).length > 0) throw notInStandIn('Recording a screen')
    return false
  }

  /** A page asks for a permission's state. */
  async #check({ webContents, permission: asked, url, isMainFrame }: PermissionQuestion): Promise<boolean> {
    const permission = electronNames[asked] ?? asked
    const facts = { requestingUrl: url, isMainFrame, embeddingOrigin: `${originOf(url)}/` }
    const isGranted = this.checkHandler
      ? this.checkHandler(webContents, permission, `${originOf(url)}/`, facts) === true
      : true
    record('permission-check', { permission, url, isGranted })
    await tellChromium(permission, isGranted, url)
    return isGranted
  }
}
