// npm run web: the browser-hosted Antiphon. The arguments are read by src/server/main.ts; --help shows them.
import './node-version.mjs'

const { becomeServer, buildIfNeeded } = await import('./run.ts')
await buildIfNeeded()
await becomeServer()
