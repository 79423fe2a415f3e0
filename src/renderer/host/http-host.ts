import { AppError } from '#shared/app-error'
import type { ResponseFrame } from '#shared/frames'
import { connect } from './connect.ts'
import type { Host } from './host.ts'

/** Where the page keeps its half of the credentials. Storage knows ports apart, cookies do not (src/server/session.ts). */
const secretKey = 'antiphon.secret'

/**
 * The host behind the browser-hosted server of this page. The first visit exchanges the one-time token of the address for
 * credentials; a reload and further tabs use those.
 * @throws AppError `network`, with what to do, where the server is gone or does not know this page.
 */
export async function connectOverSocket(): Promise<Host> {
  const token = takeToken()
  if (token !== null) await redeem(token)
  const secret = localStorage.getItem(secretKey)
  if (secret === null) throw unknownPage()
  return open(secret)
}

/** The token of the address, which is taken out of the address and of the tab's history before anything else happens. */
function takeToken(): string | null {
  const { hash, pathname } = location
  if (hash === '') return null
  history.replaceState(null, '', pathname)
  return new URLSearchParams(hash.slice(1)).get('token')
}

/** Exchanges the token. A used one is no error yet: this tab may have been opened twice and know the secret already. */
async function redeem(token: string): Promise<void> {
  const response = await ask({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  if (!response.ok) return
  const { secret } = (await response.json()) as { secret: string }
  localStorage.setItem(secretKey, secret)
}

async function ask(request: Omit<RequestInit, 'headers'> & { headers: Record<string, string> }): Promise<Response> {
  try {
    return await fetch('/session', { ...request, headers: { ...request.headers, 'x-antiphon': '1' } })
  } catch {
    throw new AppError(
      'network',
      'Antiphon does not answer any more. Start it again and open the address that it prints.',
    )
  }
}

function open(secret: string): Promise<Host> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${location.host}/wire`, ['antiphon', `secret.${secret}`])
    const host = connect({
      send: (frame) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
      },
      onMessage: (listener) => {
        // Safe: the server sends what `serve` answers, and the page's policy lets it talk to no one else.
        socket.addEventListener('message', ({ data }) => listener(JSON.parse(String(data)) as ResponseFrame[]))
      },
      onClose: (listener) => socket.addEventListener('close', listener, { once: true }),
    })
    socket.addEventListener('open', () => resolve(host), { once: true })
    socket.addEventListener('close', () => void whyRefused(secret).then(reject, reject), { once: true })
  })
}

/** Asked only where the socket was refused: a browser does not tell a page why. */
async function whyRefused(secret: string): Promise<AppError> {
  const { status } = await ask({ method: 'GET', headers: { 'x-antiphon-secret': secret } })
  if (status === 401) return unknownPage()
  return new AppError('network', 'Antiphon closed the connection before it began. Reload this page.')
}

function unknownPage(): AppError {
  return new AppError(
    'network',
    'This page has no access to Antiphon yet. Open the address that Antiphon printed in its terminal; it works once, so ' +
      'where it has been used in another browser, start Antiphon again.',
  )
}
