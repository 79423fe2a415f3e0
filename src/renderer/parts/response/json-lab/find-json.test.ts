import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJson } from './find-json.ts'

const seen = (text: string) => findJson(text).map(({ kind, value, repaired }) => [kind, value, repaired !== null])

describe('JSON in an answer', () => {
  it.each<[what: string, text: string, found: unknown[]]>([
    ['whole', ' {"a": [1, 2]}\n', [['whole', { a: [1, 2] }, false]]],
    ['a whole array', '[{"a": 1}]', [['whole', [{ a: 1 }], false]]],
    ['a whole string', '"yes"', [['whole', 'yes', false]]],
    ['in a fence', 'Here:\n\n```json\n{"a": 1}\n```\nDone.', [['fenced', { a: 1 }, false]]],
    ['in a fence without a language', '```\n[1, 2]\n```', [['fenced', [1, 2], false]]],
    ['in a fence of tildes', '~~~JSON\n{"a": 1}\n~~~', [['fenced', { a: 1 }, false]]],
    ['in prose', 'The answer is {"a": {"b": 1}}, I think.', [['embedded', { a: { b: 1 } }, false]]],
    ['an array in prose', 'They are [1, 2, 3] and no more.', [['embedded', [1, 2, 3], false]]],
    [
      'several',
      'First {"a": 1} then [2, 3]:\n```json\n{"c": 4}\n```\n',
      [
        ['embedded', { a: 1 }, false],
        ['embedded', [2, 3], false],
        ['fenced', { c: 4 }, false],
      ],
    ],
    [
      'one to a line',
      '{"a": 1}\n{"a": 2}',
      [
        ['embedded', { a: 1 }, false],
        ['embedded', { a: 2 }, false],
      ],
    ],
    ['with brackets in its strings', 'So: {"a": "} ] \\" {"} ok', [['embedded', { a: '} ] " {' }, false]]],
    [
      'inside of what is none',
      '{see [1, 2] and {"a": 1}}',
      [
        ['embedded', [1, 2], false],
        ['embedded', { a: 1 }, false],
      ],
    ],
    ['with a comma too many', 'So: {"a": 1,}', [['embedded', { a: 1 }, true]]],
    ['in single quotes, in a fence', "```json\n{'a': True}\n```", [['fenced', { a: true }, true]]],
    ['cut off', '{"a": [1, {"b": "hal', [['whole', { a: [1, { b: 'hal' }] }, true]]],
    ['cut off behind prose', 'Here it is: {"a": [1, 2', [['embedded', { a: [1, 2] }, true]]],
    ['cut off in a fence', 'Here:\n```json\n{"a": 1, "b": [', [['fenced', { a: 1, b: [] }, true]]],
    ['in a fence of another language', '```python\nx = {"a": 1}\n```', [['embedded', { a: 1 }, false]]],
    ['nowhere', 'A [link](https://x.example), a reference [1], [ ] a task, {} and {see below}.', []],
    ['nowhere in nothing', '', []],
  ])('%s', (_, text, found) => {
    expect(seen(text)).toEqual(found)
  })

  it('is found whole in prose, whatever is in it', () => {
    const value = fc.oneof(
      fc.array(fc.jsonValue(), { minLength: 2 }),
      fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 2 }),
    )
    fc.assert(
      fc.property(value, (one) => {
        const raw = JSON.stringify(one)
        const [found, ...others] = findJson(`It is ${raw} now.`)
        expect(found).toEqual({
          kind: 'embedded',
          start: 6,
          end: 6 + raw.length,
          raw,
          value: JSON.parse(raw),
          repaired: null,
        })
        expect(others).toEqual([])
      }),
    )
  })

  it('is mended wherever an answer was cut off', () => {
    const raw = '{"name": "A \\"b\\" c", "list": [1, 2.5, -3e2, true, null, {"deep": ["x"]}], "end": {}}'
    for (let length = 10; length < raw.length; length += 1) {
      const [found] = findJson(raw.slice(0, length))
      expect(found).toMatchObject({
        kind: 'whole',
        raw: raw.slice(0, length).trimEnd(),
        value: { name: expect.anything() },
      })
      expect(found?.repaired).not.toBeNull()
    }
  })

  it('throws at no text, and reads a hostile one once', () => {
    fc.assert(fc.property(fc.string(), (text) => void findJson(text)))
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', '1', 'a', '\n', '```', '```json\n', ' ')),
        (parts) => void findJson(parts.join('')),
      ),
    )
    for (const piece of ['[', '{"a":', '[1', '] ', '{x ', '["', '```\n'])
      expect(findJson(piece.repeat(30_000)).length).toBeLessThan(2)
  })
})
