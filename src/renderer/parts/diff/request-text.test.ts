import { describe, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import { buildRequest, type RequestBody } from '#shared/request/request'
import { promptText, requestText } from './request-text.ts'

const body: RequestBody = { model: 'claude-haiku-4-5', max_tokens: 10, messages: [{ role: 'user', content: 'Hi' }] }
const text = (more: object) => requestText({ apiVersion: '2023-06-01', body: { ...body, ...more } })

describe('the text of a request', () => {
  it('is its version, then its body', () => {
    expect(text({ stream: true })).toBe(`anthropic-version: 2023-06-01

{
  "model": "claude-haiku-4-5",
  "max_tokens": 10,
  "messages": [
    {
      "role": "user",
      "content": "Hi"
    }
  ],
  "stream": true
}
`)
  })

  it('is the same whatever the order of the fields', () => {
    const one = text({
      temperature: 1,
      top_k: 2,
      thinking: { type: 'enabled', budget_tokens: 1024 },
      zeta: 1,
      alpha: 2,
    })
    const other = text({
      alpha: 2,
      zeta: 1,
      thinking: { budget_tokens: 1024, type: 'enabled' },
      top_k: 2,
      temperature: 1,
    })
    expect(one).toBe(other)
  })

  it('keeps the order inside a schema, where it has a meaning', () => {
    const schema = (...names: string[]) =>
      text({
        tools: [{ name: 't', input_schema: { properties: Object.fromEntries(names.map((name) => [name, {}])) } }],
      })
    expect(schema('reason', 'answer')).not.toBe(schema('answer', 'reason'))
  })

  it('breaks a text after its newlines and nowhere else', () => {
    const long = 'and so on '.repeat(6)
    expect(text({ system: `One\n\n"Two" \\n three ${long}` })).toContain(
      `  "system": "One\\n\n    \\n\n    \\"Two\\" \\\\n three ${long}",\n`,
    )
    expect(text({ stop_sequences: ['\n\nUser:'] })).toContain('    "\\n\\nUser:"\n')
  })

  it('cuts a file and still tells two files apart', () => {
    const file = 'A'.repeat(5_000)
    const cut = text({ data: file })
    expect(cut).toMatch(/"A{40}… \(5000 characters, checksum [0-9a-f]{8}\)"/)
    expect(text({ data: `${file.slice(1)}B` })).not.toBe(cut)
  })

  it('holds everything that is sent of the opening example', () => {
    const request = buildRequest(examplePrompts[0]!, 'simulator')
    expect(
      JSON.parse(
        requestText(request)
          .slice(requestText(request).indexOf('{'))
          .replaceAll(/\\n\n */g, '\\n'),
      ),
    ).toEqual(request.body)
  })
})

it('lays a prompt out with every field but its ids, a long text line by line', () => {
  const [example] = examplePrompts as [Prompt]
  const text = promptText({ ...example, system: `${'One. '.repeat(20)}\nTwo.`, prefill: '{' })
  expect(text).toContain('"prefill": "{"')
  expect(text).toMatch(/\n\s+Two\./)
  expect(text).not.toContain(example.id)
})
