import { notInStandIn, strict } from '../strict.ts'
import { appState } from './app-state.ts'
import { privilegedSchemes, type SchemeHandler, schemeHandlers } from './schemes.ts'

type CustomScheme = { scheme: string; privileges?: Record<string, boolean> }

/** Electron's `protocol`, for custom schemes. */
export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    if (appState.isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges } of schemes) privilegedSchemes.set(scheme, privileges ?? {})
  },
  handle(scheme: string, handler: SchemeHandler): void {
    if (!appState.isReady) throw new Error('protocol.handle cannot be used before app is ready')
    if (['http', 'https', 'file'].includes(scheme)) throw notInStandIn(`protocol.handle('${scheme}')`)
    if (schemeHandlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    schemeHandlers.set(scheme, handler)
  },
  unhandle(scheme: string): void {
    schemeHandlers.delete(scheme)
  },
  isProtocolHandled(scheme: string): boolean {
    return schemeHandlers.has(scheme)
  },
})
