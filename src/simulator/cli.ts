// npm run simulator -- --port 4010 --scenario 'cut?after=200'
import { parseArgs } from 'node:util'
import { scenarios } from './scenarios.ts'
import { startSimulator } from './simulator.ts'

const HELP = `The Messages API on this machine: simulated answers, real protocol.

  npm run simulator -- [--port 4010] [--scenario 'name?parameter=value']

  --port      Port on 127.0.0.1 (default 4010; 0 takes a free one)
  --scenario  What every request meets: one of
              ${scenarios.map(({ name }) => name).join(', ')}
  --help      This text

Any key is accepted unless it contains the word "invalid".
Each request can name a scenario of its own in the header x-simulator-scenario.
GET /simulator/scenarios lists them with their parameters.
`

type Options = { port: number; scenario: string | undefined; help: boolean }

/** Reads the command line; throws an Error whose message is for the user. */
function readOptions(): Options {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, scenario: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  const port = Number(values.port ?? 4010)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port is a number from 0 to 65535, not "${values.port}".`)
  return { port, scenario: values.scenario, help: values.help ?? false }
}

function explain(error: unknown, port: number | null): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return `Port ${port} is already in use: choose another with --port, or --port 0 for a free one.`
  if (code === 'EACCES') return `Port ${port} needs rights that this user does not have: choose one above 1023.`
  return message
}

async function main(): Promise<void> {
  let port: number | null = null
  try {
    const options = readOptions()
    if (options.help) {
      process.stdout.write(HELP)
      return
    }
    port = options.port
    const simulator = await startSimulator({ port, ...(options.scenario ? { scenario: options.scenario } : {}) })
    const stop = () => void simulator.close()
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
    process.stdout.write(`Simulator is ready: ${simulator.url}\n`)
  } catch (error) {
    process.stderr.write(`${explain(error, port)}\n`)
    process.exitCode = 1
  }
}

await main()
