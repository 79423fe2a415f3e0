// npm run web: the browser-hosted Antiphon. The arguments are read by src/server/main.ts; --help shows them.
import './node-version.mjs'
import { becomeServer, buildIfNeeded } from './run.mjs'

await buildIfNeeded()
await becomeServer()
