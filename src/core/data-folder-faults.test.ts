// The disk fills up, or the data folder goes away, while Antiphon runs: what is on the screen stays, the person is told, nothing
// crashes, and it goes on once there is room, or the folder is back (R37, R38). Each in a process of its own.
import { execFile, execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'

const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)

// `run` and `type` answer what a window would be told. Whatever crashes this process fails the test.
const surroundings = `
  import { chmodSync, mkdirSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
  import { join } from 'node:path'
  import { DatabaseSync } from 'node:sqlite'
  import { createTestCore } from ${url('../../test/support/test-core.ts')}
  import { examplePrompts } from ${url('../shared/prompt/examples.ts')}
  import { answerText } from ${url('../shared/runs/run.ts')}
  const folder = process.argv[1]
  const stay = { signal: new AbortController().signal }
  const { core, handlers } = await createTestCore({ dataFolder: folder })
  const run = async () => {
    for await (const event of handlers['runs.start']({ prompt: examplePrompts[0] }, stay)) {
      if (event.type === 'end') return { id: event.run.id, state: event.run.state, text: answerText(event.run.response) !== '', error: event.run.error?.kind ?? null }
    }
  }
  const type = (system) => handlers['prompts.journal']({ prompt: { ...examplePrompts[0], system } }, stay).then(() => 'kept', ({ kind }) => kind)
  const listed = async () => (await handlers['runs.list']({ before: null, limit: 200 }, stay)).runs.map(({ id }) => id)
  const told = []
  const tell = async (what) => told.push([what, await run(), await type(what)])
  await handlers['prompts.list']({}, stay)
  await tell('before')
`

/** Runs a script in those surroundings, and answers what it printed at its end. */
async function inProcess(script: string, folder: string, around: string[] = []): Promise<Record<string, unknown>> {
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', '--input-type=module', '-e']
  const [command, ...args] = around.concat(node, surroundings + script, folder)
  const { stdout } = await promisify(execFile)(command ?? process.execPath, args)
  return JSON.parse(stdout) as Record<string, unknown>
}

const isPossible = (command: string, args: string[]): boolean => {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const saved = { id: expect.any(String), state: 'completed', text: true, error: null }
const unsaved = { ...saved, error: 'storage' }

/** A mount of its own, which nobody else sees and which goes with the process. */
const ownMounts = ['--user', '--map-root-user', '--mount']
const mount = 'mount -t tmpfs -o size=8m tmpfs "$0"'
const canMount = isPossible('unshare', [...ownMounts, 'sh', '-c', mount, '/mnt'])

it.skipIf(!canMount)(
  'goes on when the disk is full, says so, and keeps runs and edits again once there is room (R37)',
  {
    timeout: 60_000,
  },
  async () => {
    const script = `
    const filler = join(folder, 'filler')
    for (const [index, free] of [0, 20_000, 120_000].entries()) {
      const { bavail, bsize } = statfsSync(folder)
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - free)))
      await tell(free + ' bytes left')
      if (index === 0) await run()
      rmSync(filler)
      await tell('room again')
    }
    const here = await listed()
    await core.close()
    const db = new DatabaseSync(join(folder, 'antiphon.db'))
    const { integrity_check: check } = db.prepare('PRAGMA integrity_check').get()
    process.stdout.write(JSON.stringify({ told, here, check }))
    process.exit()`
    const folder = await temporaryFolder()
    const around = ['unshare', ...ownMounts, 'sh', '-c', `${mount} && exec "$@"`]
    const { told, here, check } = await inProcess(script, folder, [...around, folder])
    expect(check).toBe('ok')
    expect(told).toEqual([
      ['before', saved, 'kept'],
      ['0 bytes left', unsaved, 'storage'],
      ['room again', saved, 'kept'],
      ['20000 bytes left', { ...saved, error: expect.toBeOneOf([null, 'storage']) }, expect.any(String)],
      ['room again', saved, 'kept'],
      ['120000 bytes left', { ...saved, error: expect.toBeOneOf([null, 'storage']) }, expect.any(String)],
      ['room again', saved, 'kept'],
    ])
    const acknowledged = (told as [string, { id: string; error: string | null }][]).filter(([, { error }]) => !error)
    expect(here).toEqual(expect.arrayContaining(acknowledged.map(([, { id }]) => id)))
  },
)

it('goes on when the data folder is moved away, says that nothing is kept, and keeps again once it is back (R38)', {
  timeout: 60_000,
}, async () => {
  const script = `
    renameSync(folder, folder + '.away')
    await tell('away')
    renameSync(folder + '.away', folder)
    await tell('back')
    rmSync(folder, { recursive: true })
    await tell('removed')
    await core.close()
    process.stdout.write(JSON.stringify({ told }))
    process.exit()`
  const { told } = await inProcess(script, join(await temporaryFolder(), 'data'))
  expect(told).toEqual([
    ['before', saved, 'kept'],
    ['away', unsaved, 'storage'],
    ['back', saved, 'kept'],
    ['removed', unsaved, 'storage'],
  ])
})

/** Whoever may do everything is told to do without that: permissions mean nothing to it. */
const powerless = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : []
const canBeDenied = process.platform !== 'win32' && (powerless.length === 0 || isPossible('setpriv', ['--version']))

it.skipIf(!canBeDenied)(
  'goes on when it may not enter the data folder any more, keeps runs, and keeps edits again once it may (R38)',
  {
    timeout: 60_000,
  },
  async () => {
    const script = `
    chmodSync(folder, 0o000)
    await tell('denied')
    chmodSync(folder, 0o700)
    await tell('allowed')
    await core.close()
    process.stdout.write(JSON.stringify({ told }))
    process.exit()`
    const { told } = await inProcess(script, await temporaryFolder(), powerless)
    expect(told).toEqual([
      ['before', saved, 'kept'],
      // What was open before is still written.
      ['denied', saved, 'storage'],
      ['allowed', saved, 'kept'],
    ])
  },
)
