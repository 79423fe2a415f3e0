import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What the command line asks for. `dataFolder` is null where it names none. */
export type CommandLine =
  | { kind: 'serve'; port: number; dataFolder: string | null; opensBrowser: boolean }
  | { kind: 'help' }
  | { kind: 'mistake'; sentence: string }

export const help = `Antiphon in a browser tab, served from this computer to this computer only.

  npm run web -- [options]

  --port NUMBER      port on 127.0.0.1; 0, the default, takes any free one
  --data-dir FOLDER  where runs, prompts and settings are kept; by default the desktop app's folder
  --no-open          do not open the browser, only print the address
  --help             show this text
`

/** Reads the arguments after the script's name. A mistake comes back as one sentence. */
export function readCommandLine(args: readonly string[]): CommandLine {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        port: { type: 'string', default: '0' },
        'data-dir': { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    })
    if (values.help) return { kind: 'help' }
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
      return mistake(`--port takes a number from 0 to 65535, not ${JSON.stringify(values.port)}.`)
    }
    const folder = values['data-dir']
    if (folder === '') return mistake('--data-dir takes a folder, and it is empty.')
    return {
      kind: 'serve',
      port: Number(values.port),
      dataFolder: folder === undefined ? null : resolve(folder),
      opensBrowser: !values['no-open'],
    }
  } catch (error) {
    return mistake(sentenceOf(error))
  }
}

function mistake(sentence: string): CommandLine {
  return { kind: 'mistake', sentence: `${sentence} See --help.` }
}

/** Node's own sentences explain how to escape arguments, which helps nobody here; it quotes what it stumbled over first. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) throw error
  const named = /'([^'\s<]*)/.exec(error.message)?.[1] ?? ''
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `There is no option ${named}.`
  if (error.code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return `${JSON.stringify(named)} is not an option.`
  if (error.code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') throw error
  return `The option ${named} ${error.message.includes('does not take') ? 'takes no value' : 'needs a value'}.`
}
