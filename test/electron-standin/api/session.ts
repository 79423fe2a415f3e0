import { KnownEmitter, notInStandIn, strict, strictClass } from '../strict.ts'
import { type CheckHandler, type DisplayMediaHandler, Permissions, type RequestHandler } from './permissions.ts'
import { protocol } from './protocol.ts'
import { WebRequest } from './web-request.ts'

type Handler = ((...values: unknown[]) => unknown) | null

/** Electron's Session: handlers are kept and obeyed; see requests.ts and permissions.ts. */
export class Session extends KnownEmitter {
  readonly protocol = protocol
  readonly webRequest = new WebRequest()
  /** Not Electron's. */
  readonly _permissions = new Permissions()
  /** Not Electron's: Chromium without a screen offers no devices, so this one is only ever called by tests. */
  _devicePermissionHandler: Handler = null

  constructor() {
    super('Session', ['will-download'])
  }

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this._permissions.requestHandler = handler
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this._permissions.checkHandler = handler
  }

  setDevicePermissionHandler(handler: Handler): void {
    this._devicePermissionHandler = handler
  }

  setDisplayMediaRequestHandler(handler: DisplayMediaHandler | null): void {
    this._permissions.displayMediaHandler = handler
  }

  /** Nothing is fetched for spelling here; real Electron downloads dictionaries when this is on. */
  setSpellCheckerEnabled(isEnabled: boolean): void {
    if (isEnabled) throw notInStandIn('The spell checker')
  }
}
strictClass('Session', Session)

const defaultSession = new Session()

/** Electron's `session`. There is only the default one. */
export const session = strict('session', { defaultSession })
