import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { help, readCommandLine } from './command-line.ts'

it('serves on any port from the usual folder when nothing is said', () => {
  expect(readCommandLine([])).toEqual({ kind: 'serve', port: 0, dataFolder: null, opensBrowser: true })
})

it('takes port, folder and quietness', () => {
  expect(readCommandLine(['--port', '4000', '--data-dir=here', '--no-open'])).toEqual({
    kind: 'serve',
    port: 4000,
    dataFolder: resolve('here'),
    opensBrowser: false,
  })
})

it('shows its help, which names every option', () => {
  expect(readCommandLine(['--help'])).toEqual({ kind: 'help' })
  for (const option of ['--port', '--data-dir', '--no-open', '--help']) expect(help).toContain(option)
})

it.each([
  [['--prot', '4000'], 'There is no option --prot. See --help.'],
  [['here'], '"here" is not an option. See --help.'],
  [['--port', 'x'], '--port takes a number from 0 to 65535, not "x". See --help.'],
  [['--port', '65536'], '--port takes a number from 0 to 65535, not "65536". See --help.'],
  [['--port=-1'], '--port takes a number from 0 to 65535, not "-1". See --help.'],
  [['--data-dir='], '--data-dir takes a folder, and it is empty. See --help.'],
  [['--port'], 'The option --port needs a value. See --help.'],
  [['--no-open=1'], 'The option --no-open takes no value. See --help.'],
])('answers %j in one sentence', (args, sentence) => {
  expect(readCommandLine(args)).toEqual({ kind: 'mistake', sentence })
})
