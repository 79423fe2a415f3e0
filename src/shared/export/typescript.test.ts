// The code is run with both majors of the SDK, and the request that arrives is held against the app's.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Simulator } from '#simulator/simulator'
import {
  anthropicServer,
  codeCases,
  expectedBody,
  expectedVersion,
  halfPair,
  hostileText,
  sampledCases,
} from '../../../test/support/code-cases.ts'
import { runIn, startFast, testKey, writeCaseFiles } from '../../../test/support/run-code.ts'
import { exportCode } from './export-code.ts'
import type { CodeServer } from './plan.ts'

const packages = { '1.x': '@anthropic-ai/sdk', '0.x': 'anthropic-sdk-0' }
let simulator: Simulator
let folder: string
beforeAll(async () => {
  simulator = await startFast()
  folder = await mkdtemp(join(tmpdir(), 'antiphon-typescript-'))
  await writeCaseFiles(folder)
})
afterAll(async () => {
  await simulator.close()
  await rm(folder, { recursive: true, force: true })
})

/** Runs several files in one process, one after the other. One that is refused by the API does not hold up the next. */
async function runAll(sdk: '1.x' | '0.x', codes: readonly string[]) {
  const modules = join(folder, sdk, 'node_modules', '@anthropic-ai')
  await mkdir(modules, { recursive: true })
  await symlink(resolve('node_modules', packages[sdk]), join(modules, 'sdk')).catch(() => {})
  for (const [at, code] of codes.entries()) await writeFile(join(folder, sdk, `case-${at}.ts`), code)
  // It keeps the latest 200 only.
  simulator.requests.length = 0
  const runner = `for (let at = 0; at < ${codes.length}; at += 1) {
    try { await import('./case-' + at + '.ts') } catch (error) { if (!error.status) throw error }
    process.stdout.write('\\n=====\\n')
  }`
  await writeFile(join(folder, sdk, 'runner.mjs'), runner)
  const { stdout } = await runIn(
    folder,
    simulator,
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    join(sdk, 'runner.mjs'),
  )
  return { requests: [...simulator.requests], printed: stdout.split('\n=====\n') }
}

describe.each(['1.x', '0.x'] as const)('SDK %s', (sdk) => {
  it('sends what the app sends, whatever the prompt holds (S31)', async () => {
    const codes = codeCases.map(
      ({ prompt, options }) => exportCode(prompt, anthropicServer, 'typescript', { ...options, sdk }).text,
    )
    const { requests, printed } = await runAll(sdk, codes)
    const got = requests.map(({ path, body, headers }, at) => [
      codeCases[at]?.name,
      path,
      JSON.parse(body) as unknown,
      headers['anthropic-version'],
    ])
    expect(got).toEqual(codeCases.map((one) => [one.name, '/v1/messages', expectedBody(one), expectedVersion(one)]))
    const betas = requests[codeCases.findIndex(({ name }) => name.startsWith('a pinned version'))]?.headers
    expect([betas?.['anthropic-beta'], betas?.['x-team']]).toEqual([
      'a-2026-01-01,b-2026-01-01',
      'it\'s "us" $HOME {x} #{y} \\',
    ])
    const prefilled = codeCases.findIndex(({ name }) => name.startsWith('sampling'))
    for (const at of [prefilled, prefilled + 1]) {
      expect(printed[at]).toMatch(/^\[\n {2}"a long first line[^\n]*rivers./)
    }
  })

  it('writes any text, number and name as itself (S31)', async () => {
    const samples = sampledCases(100)
    const { requests } = await runAll(
      sdk,
      samples.map(({ prompt, options }) => exportCode(prompt, anthropicServer, 'typescript', { ...options, sdk }).text),
    )
    expect(requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual(samples.map((one) => expectedBody(one)))
  })

  it('sends half of a pair as it is', async () => {
    const [one] = codeCases
    const prompt = { ...one!.prompt, messages: [{ id: 'm', role: 'user' as const, content: halfPair }] }
    const { requests } = await runAll(sdk, [
      exportCode(prompt, anthropicServer, 'typescript', { ...one!.options, sdk }).text,
    ])
    expect(JSON.parse(requests[0]!.body)).toEqual(expectedBody({ ...one!, prompt }))
  })

  it('reads the key from the environment and sends it as the connection wants it', async () => {
    const [one] = codeCases
    const credentials = ['bearer', 'x-api-key', 'both', 'none'] as const
    const codes = credentials.map((credential) => {
      const server: CodeServer = {
        kind: 'custom',
        baseUrl: `${simulator.url.replace('//', '//name:secret@')}`,
        credential,
      }
      return exportCode(one!.prompt, server, 'typescript', { ...one!.options, sdk }).text
    })
    expect(codes.join('')).not.toContain('secret')
    const { requests } = await runAll(sdk, codes)
    expect(requests.map(({ headers }) => [headers.authorization, headers['x-api-key']])).toEqual([
      [`Bearer ${testKey}`, undefined],
      [undefined, testKey],
      [`Bearer ${testKey}`, testKey],
      [undefined, undefined],
    ])
  })
})

it('compiles with the types of both majors', async () => {
  const typical = codeCases.filter(({ name }) => !/hostile text|odd names/.test(name))
  for (const sdk of ['1.x', '0.x'] as const) {
    const codes = typical.map(
      ({ prompt, options }) => exportCode(prompt, anthropicServer, 'typescript', { ...options, sdk }).text,
    )
    await runAll(sdk, [])
    for (const [at, code] of codes.entries()) await writeFile(join(folder, sdk, `types-${at}.ts`), code)
    const config = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        target: 'ES2024',
        module: 'ESNext',
        moduleResolution: 'bundler',
        skipLibCheck: true,
        types: ['node'],
        typeRoots: [resolve('node_modules/@types')],
      },
      include: ['types-*.ts'],
    }
    await writeFile(join(folder, sdk, 'tsconfig.json'), JSON.stringify(config))
    const tsc = resolve('node_modules/.bin/tsc')
    const said = await runIn(folder, simulator, tsc, '-p', sdk).then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout,
    )
    expect(said).toBe('')
  }
}, 60_000)

it('shows characters that nobody sees, and those that turn the direction of reading', () => {
  const [one] = codeCases
  const prompt = { ...one!.prompt, system: hostileText, variables: { values: {}, off: true } }
  const { text } = exportCode(prompt, anthropicServer, 'typescript', one!.options)
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u202e|\u2028|\ufeff/u)
})
