// Go, Java, C#, Ruby and PHP: parsed by a real grammar, and read back to what they would send. Java is run, too.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Prompt } from '#shared/prompt/prompt'
import { anthropicServer, codeCases, expectedBody, halfPair } from '../../../test/support/code-cases.ts'
import { codeReader, type ReadLanguage } from '../../../test/support/read-code.ts'
import { isInstalled, runIn, startFast, testKey, writeCaseFiles } from '../../../test/support/run-code.ts'
import { exportCode } from './export-code.ts'
import { languageOf } from './languages.ts'

const languages: ReadLanguage[] = ['go', 'java', 'csharp', 'ruby', 'php']

describe.each(languages)('%s', (id) => {
  it('parses, and would send what the app sends, whatever the prompt holds (S31)', async () => {
    const read = await codeReader(id)
    const got = codeCases.map(({ name, prompt, options }) => ({
      name,
      ...read(exportCode(prompt, anthropicServer, id, options).text),
    }))
    expect(got).toEqual(codeCases.map((one) => ({ name: one.name, problem: null, body: expectedBody(one) })))
  })

  it('writes any text, number and name as itself (S31)', async () => {
    const read = await codeReader(id)
    const [one] = codeCases
    const text = fc.string({ unit: 'binary', maxLength: 200 })
    const check = (system: string, content: string, x: unknown) => {
      const prompt = {
        ...one!.prompt,
        system,
        messages: [{ id: 'm', role: 'user' as const, content }],
        settings: { max_tokens: 1, x } as Prompt['settings'],
        variables: { values: {}, off: true },
      }
      const { problem, body } = read(exportCode(prompt, anthropicServer, id, one!.options).text)
      // JSON knows no -0.
      expect({ problem, body }).toEqual({
        problem: null,
        body: JSON.parse(JSON.stringify(expectedBody({ ...one!, prompt }))) as unknown,
      })
    }
    fc.assert(fc.property(text, text, fc.jsonValue({ stringUnit: 'binary' }), check), { numRuns: 200 })
  })

  it('reads the key from the environment, and sends it as the connection wants it', async () => {
    const read = await codeReader(id)
    const [one] = codeCases
    const lines = (credential: 'bearer' | 'x-api-key' | 'both' | 'none') => {
      const server = { kind: 'custom', baseUrl: 'http://localhost:11434', credential } as const
      const { text } = exportCode(one!.prompt, server, id, one!.options)
      expect(read(text).problem).toBe(null)
      expect(text).toContain('http://localhost:11434/v1/messages')
      return text
        .split('\n')
        .filter((line) => line.includes('ANTHROPIC_API_KEY'))
        .map((line) => /authorization|x-api-key/.exec(line)?.[0])
    }
    expect([lines('bearer'), lines('x-api-key'), lines('both'), lines('none')]).toEqual([
      ['authorization'],
      ['x-api-key'],
      ['authorization', 'x-api-key'],
      [],
    ])
  })
})

it.each(['go', 'csharp', 'ruby', 'php'] as const)('says that %s cannot send half of a pair', async (id) => {
  const read = await codeReader(id)
  const [one] = codeCases
  const prompt = { ...one!.prompt, system: halfPair }
  const { text, notes } = exportCode(prompt, anthropicServer, id, one!.options)
  expect(read(text)).toMatchObject({ problem: null, body: { system: halfPair.replaceAll(/\p{Cs}/gu, '\ufffd') } })
  expect(notes[0]).toEqual({
    kind: 'cannot',
    text: `A text holds half of a surrogate pair, which ${languageOf(id).label} cannot send; it stands as \ufffd in the code.`,
  })
})

it.skipIf(!(await isInstalled('javac', '-version')))(
  'Java sends what the app sends, whatever the prompt holds (S31)',
  async () => {
    const simulator = await startFast()
    const folder = await mkdtemp(join(tmpdir(), 'antiphon-java-'))
    try {
      await writeCaseFiles(folder)
      const cases = [
        ...codeCases,
        { ...codeCases[0]!, name: 'half of a pair', prompt: { ...codeCases[0]!.prompt, system: halfPair } },
      ]
      for (const [at, { prompt, options }] of cases.entries()) {
        const { text } = exportCode({ ...prompt, name: `Case ${at}` }, anthropicServer, 'java', options)
        await writeFile(join(folder, `Case${at}.java`), text.replace('https://api.anthropic.com', simulator.url))
      }
      const calls = cases.map((_, at) => `Case${at}.main(args);`).join('\n')
      await writeFile(
        join(folder, 'Runner.java'),
        `public class Runner { public static void main(String[] args) throws Exception {\n${calls}\n} }`,
      )
      await runIn(folder, simulator, 'javac', '-encoding', 'UTF-8', '-J-XX:TieredStopAtLevel=1', 'Runner.java')
      await runIn(folder, simulator, 'java', '-XX:TieredStopAtLevel=1', 'Runner')
      expect(simulator.requests.map(({ body }, at) => [cases[at]!.name, JSON.parse(body) as unknown])).toEqual(
        cases.map((one) => [one.name, expectedBody(one)]),
      )
      expect(simulator.requests[0]!.headers).toMatchObject({
        authorization: `Bearer ${testKey}`,
        'anthropic-version': '2026-10-21',
      })
    } finally {
      await simulator.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
  60_000,
)
