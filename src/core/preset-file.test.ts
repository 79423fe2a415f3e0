// S28: what a preset file that somebody made may do: nothing but add presets.
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import schema from '#resources/preset-file.schema.json' with { type: 'json' }
import builtIn from '#resources/presets.json' with { type: 'json' }
import { type NewPreset, partsOf, takeParts } from '#shared/presets/preset'
import { presetFileName, presetFileText } from '#shared/presets/preset-file'
import { examplePrompts } from '#shared/prompt/examples'
import { createTestCore, createTestHost, memorySettings } from '../../test/support/test-core.ts'
import { readPresetFile } from './preset-file.ts'

const [prompt] = examplePrompts
const whole: NewPreset = { name: 'Whole', parts: takeParts(prompt!, new Set(partsOf(prompt!).map(({ key }) => key))) }
const fileOf = (...presets: unknown[]) => JSON.stringify({ kind: 'antiphon-presets', format: 1, presets })
const reasonOf = (text: string) => {
  try {
    return readPresetFile(text)
  } catch (error) {
    return (error as Error).message
  }
}

describe('a preset file', () => {
  it('reads back as it was written, with parts that this Antiphon does not know', () => {
    const presets = [whole, { name: 'Other', parts: { later: { a: '1' }, notSent: ['top_k'] } }]
    expect(readPresetFile(presetFileText(presets))).toEqual({ presets, notes: [] })
    expect(readPresetFile(`\uFEFF${presetFileText(presets)}`)).toEqual({ presets, notes: [] })
  })

  it('is named after the one preset in it', () => {
    expect(presetFileName([whole])).toBe('whole.antiphon-preset.json')
    expect(presetFileName([whole, whole])).toBe('presets.antiphon-preset.json')
    expect(presetFileName([{ name: '../../con', parts: {} }])).toBe('preset-con.antiphon-preset.json')
  })

  it('fits its JSON Schema, the built-in one too, which needs nothing left out', () => {
    const ajv = new Ajv2020({ allErrors: true, strict: true })
    for (const file of [builtIn, JSON.parse(presetFileText([whole]))]) {
      expect(ajv.validate(schema, file) ? null : ajv.errorsText()).toBeNull()
    }
    expect(readPresetFile(JSON.stringify(builtIn)).notes).toEqual([])
  })

  it('is judged alike by the reader and by the JSON Schema', () => {
    const fits = new Ajv2020().compile(schema)
    const value = fc.oneof(
      fc.constantFrom('text', '', 1, null, true, [], {}, ['END'], [{ type: 'text' }], [{ role: 'user', content: '' }]),
      fc.jsonValue({ maxDepth: 2 }),
    )
    const names = [
      'model',
      'apiVersion',
      'system',
      'settings',
      'notSent',
      'messages',
      'prefill',
      'variables',
      'betas',
      'toolNotes',
      'x',
    ]
    const key = fc.constantFrom(...names)
    const settings = fc.dictionary(fc.constantFrom('max_tokens', 'top_p', 'stop_sequences', 'thinking', 'x'), value)
    const parts = fc.oneof(fc.dictionary(key, value), fc.record({ settings }), value)
    const preset = fc.oneof(fc.record({ name: fc.oneof(fc.string(), value), parts }), value)
    fc.assert(
      fc.property(fc.array(preset, { maxLength: 2 }), (presets) => {
        const text = fileOf(...presets)
        // A field named __proto__ is no matter of a schema; of a name, both take what is not white space alone.
        fc.pre(!text.includes('__proto__'))
        expect(typeof reasonOf(text) !== 'string').toBe(fits(JSON.parse(text)))
      }),
      { numRuns: 500 },
    )
  })
})

describe('S28: of a hostile file', () => {
  it.each([
    ['no JSON', '{"kind": "antiphon-presets"', 'not valid JSON'],
    ['nothing', '', 'not valid JSON'],
    ['NaN', '{"kind":"antiphon-presets","format":NaN}', 'not valid JSON'],
    ['comments', '{/* */}', 'not valid JSON'],
    ['something else', '{"format":1,"presets":[]}', 'no preset file'],
    ['a list', '[]', 'no preset file'],
    ['no presets', fileOf(), 'presets'],
    ['a newer format', '{"kind":"antiphon-presets","format":2,"presets":{}}', 'a newer Antiphon wrote it'],
    ['a format that is none', '{"kind":"antiphon-presets","format":"1","presets":[]}', 'format'],
    ['presets that are none', '{"kind":"antiphon-presets","format":1,"presets":{"0":1}}', 'presets'],
    ['a preset of the wrong type', fileOf(7), 'presets › 1'],
    ['a part of the wrong type', fileOf({ name: 'A', parts: { model: 7 } }), 'presets › 1 › parts › model'],
    ['a setting of the wrong type', fileOf({ name: 'A', parts: { settings: { top_p: '1' } } }), 'settings › top_p'],
    ['a name of blanks', fileOf({ name: ' \u0000\n', parts: {} }), 'presets › 1 › name'],
    ['a name of 1 MB', fileOf({ name: 'x'.repeat(1e6), parts: {} }), 'presets › 1 › name'],
    ['too many presets', fileOf(...Array.from({ length: 501 }, () => ({ name: 'A', parts: {} }))), 'presets'],
    ['__proto__', '{"kind":"antiphon-presets","__proto__":{"isAdmin":true}}', '__proto__'],
    ['__proto__ in disguise', '{"kind":"antiphon-presets","\\u005f_proto__":{}}', '__proto__'],
    ['a field twice', '{"kind":"antiphon-presets","format":1,"format":2}', '“format” twice'],
    ['a field twice, in disguise', '{"kind":"antiphon-presets","f\\u006frmat":1,"format":2}', '“format” twice'],
    ['depth', `{"kind":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'levels deep'],
    ['depth without an end', `{"a":`.repeat(100_000), 'levels deep'],
    ['size', fileOf({ name: 'A', parts: { system: 'x'.repeat(11e6) } }), 'larger than 10 MB'],
  ])('nothing is taken: %s', (_what, text, reason) => {
    expect(reasonOf(text)).toMatch(/^The file was not imported: /)
    expect(reasonOf(text)).toContain(reason)
  })

  it('headers of the prompt’s own come along, but no credential and nothing that leads a request elsewhere', () => {
    const headers = { 'X-Team': 'docs', Authorization: 'Bearer x', Host: 'evil.example', 'X-Key': 'sk-ant-3' }
    const { presets, notes } = readPresetFile(fileOf({ name: 'A', parts: { headers, betas: ['b-1'], toolNotes: {} } }))
    expect(presets).toEqual([{ name: 'A', parts: { headers: { 'X-Team': 'docs' }, betas: ['b-1'], toolNotes: {} } }])
    expect(notes).toEqual(['Authorization', 'Host', 'X-Key'].map((name) => `“A”, headers: “${name}” was left out.`))
  })

  it('keys, addresses and headers are left out and listed; a tool may still have such fields', () => {
    const tools = [{ name: 'call', input_schema: { properties: { headers: {}, api_key: {}, host: {} } } }]
    const text = fileOf({
      name: '<img src=x onerror=alert(1)>',
      apiKey: 'sk-ant-1',
      parts: {
        base_url: 'https://evil.example',
        settings: {
          tools,
          'x-api-key': 'sk-ant-2',
          headers: { Authorization: 'Bearer x' },
          extra_headers: {},
          metadata: { user_id: 'u', password: 'p' },
          mcp_servers: [{ type: 'url', url: 'https://mcp.example', authorization_token: 't' }],
        },
      },
    }).replace('"format":1', '"format":1,"baseURL":"https://evil.example","by":"me"')
    const { presets, notes } = readPresetFile(text)
    expect(presets).toEqual([
      {
        name: '<img src=x onerror=alert(1)>',
        parts: {
          settings: {
            tools,
            metadata: { user_id: 'u' },
            mcp_servers: [{ type: 'url', url: 'https://mcp.example' }],
          },
        },
      },
    ])
    const name = '“<img src=x onerror=alert(1)>”'
    expect(notes).toEqual([
      'the file: “baseURL” was left out.',
      'the file: “by” was left out.',
      `${name}: “apiKey” was left out.`,
      `${name}: “base_url” was left out.`,
      `${name}: “x-api-key” was left out.`,
      `${name}: “headers” was left out.`,
      `${name}: “extra_headers” was left out.`,
      `${name}, metadata: “password” was left out.`,
      `${name}, mcp_servers: “authorization_token” was left out.`,
    ])
  })

  it('no prototype is changed, and one bad preset keeps out the good ones', async () => {
    const store = memorySettings({ presets: [] })
    const test = await createTestCore({ presetStore: store })
    onTestFinished(test.dispose)
    const host = createTestHost(test.core)
    const hostile = '{"constructor":{"prototype":{"isAdmin":true}}}'
    const text = `{"kind":"antiphon-presets","format":1,"presets":[{"name":"A","parts":{"settings":${hostile}}}]}`
    const { presets } = await host.call('presets.readFile', { text })
    await host.call('presets.add', { presets, index: 0 })
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    const half = fileOf({ name: 'Good', parts: {} }, { name: 'Bad', parts: { prefill: 1 } })
    await expect(host.call('presets.readFile', { text: half })).rejects.toMatchObject({ kind: 'invalid-input' })
    await expect(host.call('presets.add', { presets: JSON.parse(half).presets, index: 0 })).rejects.toMatchObject({
      kind: 'invalid-input',
    })
    expect((await host.call('presets.list', {})).map(({ name }) => name)).toEqual(['A'])
  })
})
