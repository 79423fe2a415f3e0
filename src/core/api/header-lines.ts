import { AsyncLocalStorage } from 'node:async_hooks'
import { type ChannelListener, subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { WireHeader } from '#shared/runs/wire'
import { shownKey } from '../keys/key-text.ts'
import type { ReadLines } from './wire.ts'

const credentialNames = ['authorization', 'x-api-key', 'proxy-authorization', 'cookie', 'set-cookie']

/** A header line; of a credential its scheme and the last four characters of the key. */
export function headerLine(name: string, value: string): WireHeader {
  if (!credentialNames.includes(name.toLowerCase())) return { name, value }
  const [, scheme = '', secret = ''] = /^((?:Bearer|Basic) +)?(.*)$/i.exec(value) ?? []
  return { name, value: scheme + shownKey(secret), isSecret: true }
}

/** What undici tells of a request (https://undici.nodejs.org/#/docs/api/DiagnosticsChannel). */
type Told = {
  request: { method: string; path: string }
  headers?: string
  response?: { headers: Buffer[] }
  error?: unknown
}
export type HeaderListeners = {
  onSent: (lines: ReadLines) => void
  onReceived: (lines: ReadLines) => void
  /** A proxy hung up while it was asked for the tunnel. */
  onTunnelLost: (error: unknown) => void
}

/**
 * Makes one fetch, and tells the header lines that its connection really took and gave: fetch itself shows neither what it
 * adds nor the order. Where Node stops telling them, nothing is told.
 * @param to Host and port that a proxy would be asked to lead to.
 * @param body What is sent, for the line that gives its length: it is written after the others.
 */
export async function fetchTold(
  send: () => Promise<Response>,
  to: string,
  body: string | null,
  { onSent, onReceived, onTunnelLost }: HeaderListeners,
): Promise<Response> {
  const own = new AsyncLocalStorage<true>()
  let request: object | null = null
  const onCreate: ChannelListener = (message) => {
    const told = message as Told
    // A proxy is asked for a tunnel in the same breath.
    if (own.getStore() && told.request.method !== 'CONNECT') request = told.request
  }
  const onHeadersOut: ChannelListener = (message) => {
    const { request: theirs, headers = '' } = message as Told
    if (theirs !== request) return
    onSent(() => {
      const length = body === null ? [] : [headerLine('content-length', String(Buffer.byteLength(body)))]
      return [...readLines(headers), ...length]
    })
  }
  const onHeadersIn: ChannelListener = (message) => {
    const { request: theirs, response } = message as Told
    const raw = response?.headers ?? []
    if (theirs === request && raw.length > 0) onReceived(() => pairs(raw))
  }
  const onError: ChannelListener = (message) => {
    const { request: theirs, error } = message as Told
    if (theirs.method !== 'CONNECT' || theirs.path !== to) return
    // A lost socket is no reason for undici to give up: it would ask for the tunnel without end or pause, even for a request that
    // has been aborted meanwhile. Told as anything else, it gives up.
    if (error instanceof Error) Object.assign(error, { code: 'TUNNEL_LOST' })
    onTunnelLost(error)
  }
  const channels: [string, ChannelListener][] = [
    ['undici:request:create', onCreate],
    ['undici:client:sendHeaders', onHeadersOut],
    ['undici:request:headers', onHeadersIn],
    ['undici:request:error', onError],
  ]
  for (const [channel, listener] of channels) subscribe(channel, listener)
  try {
    return await own.run(true, send)
  } finally {
    for (const [channel, listener] of channels) unsubscribe(channel, listener)
  }
}

function readLines(head: string): WireHeader[] {
  return head
    .split('\r\n')
    .slice(1)
    .filter((line) => line.includes(':'))
    .map((line) => headerLine(line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()))
}

function pairs(raw: Buffer[]): WireHeader[] {
  const texts = raw.map((item) => Buffer.from(item).toString('latin1'))
  return texts.flatMap((name, index) => (index % 2 === 0 ? [headerLine(name, texts[index + 1] ?? '')] : []))
}
