// Loaded into an app with NODE_OPTIONS=--import: writes a line to stderr for every connection and name look-up that it tries.
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

const connect = Object.getOwnPropertyDescriptor(net.Socket.prototype, 'connect').value
net.Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args
  const target = typeof options === 'object' ? (options.path ?? options.host ?? 'localhost') : options
  process.stderr.write(`connection to ${target}\n`)
  return connect.apply(this, args)
}

for (const place of [dns, dns.promises]) {
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
    const original = place[name]
    place[name] = (host, ...rest) => {
      process.stderr.write(`look-up of ${host}\n`)
      return original(host, ...rest)
    }
  }
}
syncBuiltinESMExports()
