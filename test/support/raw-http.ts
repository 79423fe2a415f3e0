import { connect } from 'node:net'

/** Sends bytes to a loopback port and resolves with everything that comes back until the server hangs up. */
export function exchangeRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port })
    let received = ''
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      received += chunk
    })
    socket.on('error', (error) => (received === '' ? reject(error) : resolve(received)))
    socket.on('close', () => resolve(received))
    socket.write(text, 'latin1')
  })
}

/** A response as it came over the wire. */
export type RawResponse = { status: number; headers: Record<string, string>; body: string }

export function readResponse(text: string): RawResponse {
  const end = text.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  return { status: Number(statusLine.split(' ')[1]), headers, body: text.slice(end + 4) }
}

/** Sends one request, written line by line as given (no header is added but `Connection: close`). */
export async function rawRequest(port: number, lines: string[], body = ''): Promise<RawResponse> {
  return readResponse(await exchangeRaw(port, [...lines, 'Connection: close', '', body].join('\r\n')))
}
