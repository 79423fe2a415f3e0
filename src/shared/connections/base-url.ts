import { parseUrl } from '../text/web-url.ts'

/** What to tell the user about a base URL before it is used. */
export type BaseUrlAdvice =
  | { kind: 'ok'; url: string; host: string }
  | { kind: 'ends-in-v1'; url: string; host: string; suggestion: string; message: string }
  | { kind: 'insecure'; url: string; host: string; message: string }
  | { kind: 'refused'; message: string }

/**
 * Judges a base URL. `ends-in-v1` and `insecure` can be used after the user said so; `refused` cannot.
 * The SDK appends `/v1/messages`, so a base that ends in `/v1` would ask for `/v1/v1/messages`.
 */
export function adviseBaseUrl(text: string): BaseUrlAdvice {
  const url = parseUrl(text.trim())
  if (!url)
    return { kind: 'refused', message: 'This is not a web address. It should look like http://localhost:11434.' }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { kind: 'refused', message: `Antiphon talks to http and https servers only, not to ${url.protocol}` }
  }
  if (url.username !== '' || url.password !== '') {
    return {
      kind: 'refused',
      message: 'Leave user name and password out of the address; the key has a field of its own.',
    }
  }
  if (isMetadataHost(url.hostname)) {
    return { kind: 'refused', message: `${url.hostname} is an address for machine metadata, not for a model server.` }
  }
  if (url.search !== '' || url.hash !== '') {
    return {
      kind: 'refused',
      message: 'Leave everything from ? or # on out of the address; the path is the last part.',
    }
  }
  const normal = url.href.replace(/\/+$/, '')
  if (url.pathname.replace(/\/+$/, '').endsWith('/v1')) {
    const suggestion = normal.replace(/\/v1$/, '')
    const message = `Antiphon adds /v1/messages itself, so this would ask for ${normal}/v1/messages. You probably mean ${suggestion}.`
    return { kind: 'ends-in-v1', url: normal, host: url.host, suggestion, message }
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    const message = `${url.host} is reached without encryption: whoever is on the way can read your prompts and the key. Send them to ${url.host}?`
    return { kind: 'insecure', url: normal, host: url.host, message }
  }
  return { kind: 'ok', url: normal, host: url.host }
}

/** Whether this name or address is this computer. `URL` has already turned odd spellings (decimal, octal) into dotted ones. */
export function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]') return true
  if (/^127\.\d+\.\d+\.\d+$/.test(hostname)) return true
  return /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/i.test(hostname)
}

/** Clouds that use other addresses than the link-local one: Google, AWS over IPv6, Alibaba. */
const metadataHosts = new Set(['metadata.google.internal', '[fd00:ec2::254]', '100.100.100.200'])

function isMetadataHost(hostname: string): boolean {
  return (
    hostname.startsWith('169.254.') ||
    /^\[fe[89ab][0-9a-f]:/i.test(hostname) ||
    // IPv4 inside IPv6: mapped, compatible, and as a gateway translates it.
    /^\[(::ffff:|::|64:ff9b::)a9fe:/i.test(hostname) ||
    metadataHosts.has(hostname.replace(/\.$/, ''))
  )
}
