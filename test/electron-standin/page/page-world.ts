// Runs in the page's own world before any script of the page: receives what the preload exposes, and asks the main
// process before a window is opened or a permission is used. Injected as source text, so nothing here is imported at
// run time; `createBridge` arrives as an argument.
import type { createBridge as CreateBridge } from './bridge.ts'

/** What the preload's world lends the page's world. */
export type PageServices = {
  openWindow: (url: string, frameName: string, features: string) => void
  /** Asks whether a permission may be used now; true lets the browser's own call go ahead. */
  mayUse: (permission: string, details: Record<string, unknown>) => Promise<boolean>
  /** Asks what a permission's state is, as `navigator.permissions.query` does. */
  isGranted: (permission: string) => Promise<boolean>
}

/** Prepares the page's world of one document. */
export function preparePageWorld(secret: string, createBridge: typeof CreateBridge): void {
  type Method = (...values: unknown[]) => unknown
  type Details = (values: unknown[]) => Record<string, unknown>
  let services: PageServices | undefined

  createBridge(`standin-to-page-${secret}`, `standin-to-preload-${secret}`).onGiven((name, value) => {
    if (name === 'services') services = value as PageServices
    else
      Object.defineProperty(window, name.slice('exposed:'.length), {
        value,
        enumerable: true,
        writable: false,
        configurable: false,
      })
  })

  window.open = (url = 'about:blank', name = '', features = '') => {
    services?.openWindow(new URL(url, location.href).href, name, features)
    return null
  }

  function guard(
    owner: object | undefined,
    method: string,
    permission: string | ((values: unknown[]) => string),
    details: Details = () => ({}),
  ) {
    const original = owner && (Reflect.get(owner, method) as Method | undefined)
    if (!original) return
    Object.defineProperty(owner, method, {
      configurable: true,
      writable: true,
      value: async function (this: unknown, ...values: unknown[]) {
        const name = typeof permission === 'string' ? permission : permission(values)
        const isAllowed = await services?.mayUse(name, details(values))
        // The browser was told the answer: a forbidden call of a permission it knows fails in its own way.
        if (!isAllowed && ['fullscreen', 'pointerLock', 'display-capture'].includes(name)) {
          throw new DOMException('Permission denied', 'NotAllowedError')
        }
        return original.apply(this, values)
      },
    })
  }

  const mediaTypes: Details = ([constraints]) => {
    const { audio, video } = (constraints ?? {}) as MediaStreamConstraints
    return { mediaTypes: [...(audio ? ['audio'] : []), ...(video ? ['video'] : [])] }
  }
  guard(globalThis.Notification, 'requestPermission', 'notifications')
  guard(globalThis.Geolocation?.prototype, 'getCurrentPosition', 'geolocation')
  guard(globalThis.MediaDevices?.prototype, 'getUserMedia', 'media', mediaTypes)
  guard(globalThis.MediaDevices?.prototype, 'getDisplayMedia', 'display-capture')
  guard(globalThis.Clipboard?.prototype, 'read', 'clipboard-read')
  guard(globalThis.Clipboard?.prototype, 'readText', 'clipboard-read')
  guard(globalThis.Clipboard?.prototype, 'write', 'clipboard-sanitized-write')
  guard(globalThis.Clipboard?.prototype, 'writeText', 'clipboard-sanitized-write')
  guard(globalThis.Element?.prototype, 'requestFullscreen', 'fullscreen')
  guard(globalThis.Element?.prototype, 'requestPointerLock', 'pointerLock')
  guard(globalThis.Navigator?.prototype, 'requestMIDIAccess', ([options]) =>
    (options as MIDIOptions | undefined)?.sysex ? 'midiSysex' : 'midi',
  )

  type Query = (descriptor: PermissionDescriptor) => Promise<PermissionStatus>
  const query = globalThis.Permissions && (Reflect.get(Permissions.prototype, 'query') as Query)
  if (query) {
    Permissions.prototype.query = async function (descriptor) {
      await services?.isGranted(descriptor.name)
      return query.call(this, descriptor)
    }
  }
}
