// Every request of a page stops here first: navigations are put to the app's listeners, custom schemes to their
// handlers, the rest to session.webRequest before it may reach the network.
import type { DevToolsSession } from '../chromium/devtools.ts'
import { record } from '../log.ts'
import { notInStandIn } from '../strict.ts'
import { schemeHandlers, toAppUrl } from './schemes.ts'
import type { WebRequest } from './web-request.ts'
import { headerLists, headerPairs } from './web-request.ts'

/** A request that Chromium holds back: the part of DevTools' Fetch.requestPaused that is used. */
export type PausedRequest = {
  requestId: string
  frameId: string
  resourceType: string
  redirectedRequestId?: string
  responseStatusCode?: number
  responseErrorReason?: string
  responseHeaders?: { name: string; value: string }[]
  request: { url: string; method: string; headers: Record<string, string>; postDataEntries?: { bytes?: string }[] }
}

/** What the page's owner decides and knows. */
export type RequestPolicy = {
  webRequest: WebRequest
  webContentsId: number
  /** False stops a navigation. */
  mayNavigate: (navigation: { frameId: string; url: string; isRedirect: boolean }) => Promise<boolean>
  isMainFrame: (frameId: string) => boolean
}

const electronResourceTypes: Record<string, string> = {
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  Media: 'media',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
}

/** Holds back every request of a session and settles it. */
export async function guardRequests(session: DevToolsSession, policy: RequestPolicy): Promise<void> {
  session.on('Fetch.requestPaused', (paused) => {
    settle(session, policy, paused).catch(async (error: unknown) => {
      if (isGone(error)) return
      console.error('The stand-in could not settle a request', error)
      await fail(session, paused, 'Failed').catch(() => {}) // the page went away meanwhile
    })
  })
  const everything = ['Request', 'Response'] as const
  await session.send('Fetch.enable', {
    patterns: everything.map((requestStage) => ({ urlPattern: '*', requestStage })),
  })
}

// A closed page or a superseded navigation takes its requests with it.
function isGone(error: unknown): boolean {
  return /Chromium is gone|Invalid InterceptionId|Session with given id not found/.test(String(error))
}

async function settle(session: DevToolsSession, policy: RequestPolicy, paused: PausedRequest): Promise<void> {
  const isAnswered = paused.responseStatusCode !== undefined || paused.responseErrorReason !== undefined
  if (isAnswered) return continueResponse(session, policy, paused)
  const url = toAppUrl(paused.request.url)
  // Chromium asks for it by itself; Electron does not.
  if (paused.resourceType === 'Other' && new URL(url).pathname === '/favicon.ico')
    return fail(session, paused, 'Aborted')
  if (paused.resourceType === 'Document') {
    const isRedirect = paused.redirectedRequestId !== undefined
    if (!(await policy.mayNavigate({ frameId: paused.frameId, url, isRedirect })))
      return fail(session, paused, 'Aborted')
  }
  const details = detailsOf(policy, paused)
  const answer = await policy.webRequest._beforeRequest.ask(details)
  if (answer?.redirectURL) throw notInStandIn('redirectURL of webRequest.onBeforeRequest')
  if (answer?.cancel) {
    record('request-cancelled', { url })
    return fail(session, paused, 'BlockedByClient')
  }
  const handler = schemeHandlers.get(new URL(url).protocol.slice(0, -1))
  if (handler) return fulfil(session, policy, paused, await handler(requestFor(url, paused)))
  record('network-request', { url, resourceType: details.resourceType })
  await session.send('Fetch.continueRequest', { requestId: paused.requestId })
}

function detailsOf(policy: RequestPolicy, paused: PausedRequest) {
  const { url, method } = paused.request
  const frameType = policy.isMainFrame(paused.frameId) ? 'mainFrame' : 'subFrame'
  return {
    id: paused.requestId,
    url: toAppUrl(url),
    method,
    webContentsId: policy.webContentsId,
    resourceType:
      paused.resourceType === 'Document' ? frameType : (electronResourceTypes[paused.resourceType] ?? 'other'),
    timestamp: Date.now(),
  }
}

function requestFor(url: string, { request }: PausedRequest): Request {
  const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, toAppUrl(value)]))
  const body = Buffer.concat((request.postDataEntries ?? []).map(({ bytes }) => Buffer.from(bytes ?? '', 'base64')))
  const hasBody = !['GET', 'HEAD'].includes(request.method)
  return new Request(url, { method: request.method, headers, body: hasBody ? body : null })
}

async function fulfil(
  session: DevToolsSession,
  policy: RequestPolicy,
  paused: PausedRequest,
  response: Response,
): Promise<void> {
  if (response.type === 'error') return fail(session, paused, 'Failed')
  const body = Buffer.from(await response.arrayBuffer()).toString('base64')
  const headers = [...response.headers].map(([name, value]) => ({ name, value }))
  const received = await receivedHeaders(policy, paused, response.status, headers)
  if (!received) return fail(session, paused, 'BlockedByClient')
  const { requestId } = paused
  await session.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: received,
    body,
  })
}

async function continueResponse(session: DevToolsSession, policy: RequestPolicy, paused: PausedRequest): Promise<void> {
  const { requestId, responseStatusCode: responseCode, responseHeaders = [] } = paused
  if (responseCode === undefined) {
    await session.send('Fetch.continueResponse', { requestId })
    return
  }
  const received = await receivedHeaders(policy, paused, responseCode, responseHeaders)
  if (!received) return fail(session, paused, 'BlockedByClient')
  await session.send('Fetch.continueResponse', { requestId, responseCode, responseHeaders: received })
}

type Header = { name: string; value: string }

// The headers after webRequest.onHeadersReceived, or null when it cancelled.
async function receivedHeaders(
  policy: RequestPolicy,
  paused: PausedRequest,
  statusCode: number,
  headers: Header[],
): Promise<Header[] | null> {
  const details = { ...detailsOf(policy, paused), statusCode, responseHeaders: headerLists(headers) }
  const answer = await policy.webRequest._headersReceived.ask(details)
  if (answer?.cancel) return null
  return answer?.responseHeaders ? headerPairs(answer.responseHeaders) : headers
}

async function fail(
  session: DevToolsSession,
  { requestId }: PausedRequest,
  errorReason: 'Aborted' | 'BlockedByClient' | 'Failed',
): Promise<void> {
  await session.send('Fetch.failRequest', { requestId, errorReason })
}
