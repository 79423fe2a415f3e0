// session.webRequest: one listener for each event, as in Electron, with URL patterns.
import { strictClass } from '../strict.ts'

type Filter = { urls: string[] }
type HeaderLists = Record<string, string[]>
/** What a listener may answer before a request. */
export type BeforeRequestAnswer = { cancel?: boolean; redirectURL?: string }
/** What a listener may answer about response headers. */
export type HeadersReceivedAnswer = { cancel?: boolean; responseHeaders?: Record<string, string | string[]> }
type Listener<Answer> = (details: Record<string, unknown>, callback: (answer: Answer) => void) => void

class Slot<Answer> {
  #listener: Listener<Answer> | null = null
  #matches: (url: string) => boolean = () => true

  set(filter: Filter | Listener<Answer> | null, listener?: Listener<Answer> | null): void {
    const hasFilter = filter !== null && typeof filter === 'object'
    this.#listener = hasFilter ? (listener ?? null) : filter
    const patterns = hasFilter ? filter.urls.map(patternToRegExp) : []
    this.#matches = (url) => !hasFilter || patterns.some((pattern) => pattern.test(url))
  }

  /** Asks the listener; `null` when there is none for this URL. */
  async ask(details: Record<string, unknown> & { url: string }): Promise<Answer | null> {
    const listener = this.#listener
    if (!listener || !this.#matches(details.url)) return null
    return new Promise((resolve) => listener(details, resolve))
  }
}

function patternToRegExp(pattern: string): RegExp {
  if (pattern === '<all_urls>') return /^/
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')
  return new RegExp(`^${escaped}$`)
}

/** Electron's WebRequest, for the two events that an app uses to block requests and to add headers. */
export class WebRequest {
  /** Not Electron's: asked by requests.ts. */
  readonly _beforeRequest = new Slot<BeforeRequestAnswer>()
  /** Not Electron's: asked by requests.ts. */
  readonly _headersReceived = new Slot<HeadersReceivedAnswer>()

  onBeforeRequest(...values: Parameters<Slot<BeforeRequestAnswer>['set']>): void {
    this._beforeRequest.set(...values)
  }

  onHeadersReceived(...values: Parameters<Slot<HeadersReceivedAnswer>['set']>): void {
    this._headersReceived.set(...values)
  }
}
strictClass('WebRequest', WebRequest)

/** Header fields from a list of pairs to Electron's lists by name. */
export function headerLists(headers: { name: string; value: string }[]): HeaderLists {
  const lists: HeaderLists = {}
  for (const { name, value } of headers) lists[name] = [...(lists[name] ?? []), value]
  return lists
}

/** And back. */
export function headerPairs(lists: Record<string, string | string[]>): { name: string; value: string }[] {
  return Object.entries(lists).flatMap(([name, values]) => [values].flat().map((value) => ({ name, value })))
}
