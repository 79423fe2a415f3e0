// Type-checks every room with its own tsconfig: the walls between rooms are part of what the compiler sees.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

const rooms = ['shared', 'core', 'simulator', 'server', 'main', 'preload', 'renderer'].map(
  (room) => `src/${room}/tsconfig.json`,
)
const projects =
  process.argv.length > 2
    ? process.argv.slice(2).map((room) => `src/${room}/tsconfig.json`)
    : [...rooms, 'tsconfig.test.json']
const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))

/** Resolves to true when the project has no type error; its report has been printed by then. */
function check(project) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [tsc, '-p', project, '--pretty', 'false'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let report = ''
    child.stdout.on('data', (chunk) => {
      report += chunk
    })
    child.on('close', (code) => {
      if (code !== 0) process.stdout.write(`${project}\n${report}`)
      resolve(code === 0)
    })
  })
}

const queue = [...projects]
let failed = 0
const workers = Array.from({ length: Math.max(1, availableParallelism()) }, async () => {
  for (let project = queue.shift(); project; project = queue.shift()) if (!(await check(project))) failed += 1
})
await Promise.all(workers)
if (failed > 0) process.exit(1)
