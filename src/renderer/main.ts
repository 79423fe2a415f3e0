// The page's first script, and a small one: what the first screen shows is on its way while the rest is still being fetched.
import { askAhead } from './host/ask-ahead.ts'
import { pickHost } from './host/pick-host.ts'

const host = pickHost().then(askAhead)
// A core that cannot be reached is told by the page itself, as soon as it can.
host.catch(() => {})
void import('./start.tsx').then(({ start }) => start(host))
