// What the start needs of two built-in modules. An `import` of one reads each of its exports, and behind some of them a
// getter loads another world: a WebSocket client in `node:http` (25 ms), Web Crypto in `node:crypto` (5 ms).

export const { createServer } = process.getBuiltinModule('node:http')
export const { createHash, randomBytes, timingSafeEqual } = process.getBuiltinModule('node:crypto')
