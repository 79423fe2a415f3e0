import { readFileSync } from 'node:fs'
import type { Session, WebContents } from 'electron'
import { expect, it, vi } from 'vitest'
import { denyDownloads, denyNavigation, denyPermissions } from './lockdown.ts'

type Handler = (...parts: unknown[]) => unknown

/** Records every handler that is registered under its method's name; the rest of Electron is not needed here. */
function recording(url = 'app://antiphon/'): { handlers: Map<string, Handler>; target: unknown } {
  const handlers = new Map<string, Handler>()
  const target = new Proxy(
    { getURL: () => url, mainFrame: { url: 'app://antiphon/', parent: null } },
    {
      get: (own, name) =>
        Reflect.get(own, name) ??
        ((...parts: unknown[]) => {
          const [first, second] = parts
          if (typeof first === 'function') handlers.set(String(name), first as Handler)
          else if (typeof second === 'function') handlers.set(String(first), second as Handler)
          else handlers.set(String(name), () => first)
        }),
    },
  )
  return { handlers, target }
}

/** Every permission name that this Electron's typings know. */
function permissionNames(): string[] {
  const typings = readFileSync('node_modules/electron/electron.d.ts', 'utf8')
  const unions = [...typings.matchAll(/setPermission(?:Check|Request)Handler\(handler: \(\([^)]*permission: ([^,)]*)/g)]
  return [
    ...new Set(unions.flatMap(([, union = '']) => [...union.matchAll(/'([^']+)'/g)].map(([, name = '']) => name))),
  ]
}

it('grants no permission to anybody but copying to our own page', () => {
  const { handlers, target } = recording()
  denyPermissions(target as Session)
  const names = permissionNames()
  expect(names.length).toBeGreaterThan(20)
  const request = (name: string, requestingUrl: string) => {
    let answer: unknown
    handlers.get('setPermissionRequestHandler')?.(null, name, (given: unknown) => (answer = given), { requestingUrl })
    return answer
  }
  const check = (contents: unknown, name: string, origin: string) =>
    handlers.get('setPermissionCheckHandler')?.(contents, name, origin)
  for (const name of names) {
    const isCopying = name === 'clipboard-sanitized-write'
    expect([name, request(name, 'app://antiphon/'), check(target, name, 'app://antiphon')]).toEqual([
      name,
      isCopying,
      isCopying,
    ])
    expect([
      name,
      request(name, 'https://evil.test/'),
      check(target, name, 'https://evil.test/'),
      check(null, name, 'app://antiphon'),
    ]).toEqual([name, false, false, false])
  }
  expect(handlers.get('setDevicePermissionHandler')?.()).toBe(false)
  const granted: unknown[] = []
  handlers.get('setDisplayMediaRequestHandler')?.(null, (streams: unknown) => granted.push(streams))
  expect(granted).toEqual([{}])
})

it('lets no frame leave the page, opens no window and attaches no webview', () => {
  const { handlers, target } = recording()
  denyNavigation(target as WebContents)
  const isPrevented = (name: string, event: object) => {
    let prevented = false
    handlers.get(name)?.({ ...event, preventDefault: () => (prevented = true) })
    return prevented
  }
  expect(handlers.get('setWindowOpenHandler')?.({ url: 'https://evil.test' })).toEqual({ action: 'deny' })
  for (const url of [
    'https://evil.test/',
    'app://evil/',
    'file:///etc/passwd',
    'javascript:1',
    'about:blank',
    'data:text/html,x',
  ]) {
    expect([url, isPrevented('will-frame-navigate', { url, isMainFrame: true })]).toEqual([url, true])
  }
  expect(isPrevented('will-frame-navigate', { url: 'app://antiphon/', isMainFrame: false })).toBe(true)
  expect(isPrevented('will-frame-navigate', { url: 'app://antiphon/', isMainFrame: true })).toBe(false)
  expect(isPrevented('will-redirect', { url: 'app://antiphon/' })).toBe(true)
  expect(isPrevented('will-attach-webview', {})).toBe(true)
  expect(handlers.get('setWebRTCIPHandlingPolicy')?.()).toBe('disable_non_proxied_udp')
})

it.each(['https://evil.test/', 'file:///etc/passwd', 'about:blank', ''])(
  'does not let a window that shows “%s” come to our page by itself (S06)',
  (shown) => {
    const { handlers, target } = recording(shown)
    denyNavigation(target as WebContents)
    const preventDefault = vi.fn()
    handlers.get('will-frame-navigate')?.({ url: 'app://antiphon/', isMainFrame: true, preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
  },
)

it.each([
  ['blob:app://antiphon/5a1', false],
  ['app://antiphon/index.html', true],
  ['blob:app://antiphon.evil/5a1', true],
  ['blob:https://example.com/5a1', true],
  ['https://example.com/x.exe', true],
  ['data:text/plain,x', true],
])('a download of %s is refused: %s', (url, isRefused) => {
  const { handlers, target } = recording()
  denyDownloads(target as Session)
  let wasPrevented = false
  const event = { preventDefault: () => (wasPrevented = true) }
  handlers.get('will-download')?.(event, { getURL: () => url })
  expect(wasPrevented).toBe(isRefused)
})
