import { readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { isOfAnotherUser, ownerIn } from './peer-owner.ts'

const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode'
const row = (local: string, remote: string, uid: number) =>
  `   0: ${local} ${remote} 01 00000000:00000000 00:00000000 00000000  ${uid}        0 12345 1 0000000000000000 20 4 30 10 -1`

it.each<[string, string[], number | null]>([
  [
    'the user of the other end',
    [row('0100007F:0FA0', '0100007F:9C40', 1000), row('0100007F:9C40', '0100007F:0FA0', 1001)],
    1001,
  ],
  [
    'one who came by IPv6',
    [row('0000000000000000FFFF00000100007F:9C40', '0000000000000000FFFF00000100007F:0FA0', 1002)],
    1002,
  ],
  ['nobody where the port is of another connection', [row('0100007F:9C40', '0100007F:0FA1', 1003)], null],
  ['nobody where there is no list', [], null],
])('finds %s', (_what, rows, owner) => {
  expect(ownerIn([[head, ...rows].join('\n')], 40_000, 4_000)).toBe(owner)
})

it.runIf(process.platform === 'linux')(
  'finds itself behind a connection of its own, which is then of no other user',
  async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const address = server.address() as { port: number }
    const [client, socket] = await new Promise<[ReturnType<typeof connect>, ReturnType<typeof connect>]>((resolve) => {
      server.once('connection', (accepted) => resolve([dialled, accepted]))
      const dialled = connect(address.port, '127.0.0.1')
    })
    onTestFinished(() => void client.destroy())
    const owner = ownerIn([readFileSync('/proc/net/tcp', 'utf8')], socket.remotePort ?? 0, socket.localPort ?? 0)
    expect(owner).toBe(process.getuid?.())
    expect(await isOfAnotherUser(socket)).toBe(false)
  },
)
