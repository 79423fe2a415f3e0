import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonVerdict, looksLikeJson, paintJson } from './json-text.ts'

describe('JSON in an answer', () => {
  it('is recognised by its beginning', () => {
    const json = ['{"category":', ' {\n  "a"', '{', '{}', '["a"', '[{', '[1, 2', '[[1', '[]', '[true']
    const others = [
      '[1] is a note',
      '[link](https://x.test)',
      'Sure! {"a": 1}',
      '{{name}}',
      '{ a b }',
      '',
      '[ ] task',
      '```json\n{',
    ]
    expect(json.filter((text) => !looksLikeJson(text))).toEqual([])
    expect(others.filter(looksLikeJson)).toEqual([])
  })

  it('is cut into keys, strings and the rest, the prefill in one piece', () => {
    expect(paintJson('{"a": "x", "b', 5)).toEqual([
      { kind: 'joined', text: '{"a":' },
      { kind: 'plain', text: ' ' },
      { kind: 'string', text: '"x"' },
      { kind: 'plain', text: ', ' },
      { kind: 'string', text: '"b' },
    ])
    expect(paintJson('"k" : 1', 0)).toEqual([
      { kind: 'key', text: '"k"' },
      { kind: 'plain', text: ' :' },
      { kind: 'plain', text: ' 1' },
    ])
  })

  it('loses no character, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', '\\', '{', ':', ' ', '\n', 'a', '1') }),
        fc.nat(9),
        (text, length) => {
          const joined = paintJson(text, length).map((piece) => piece.text)
          expect(joined.join('')).toBe(text)
        },
      ),
    )
  })

  it('is said to be valid or not', () => {
    expect(jsonVerdict('{"a": 1}')).toEqual({ isValid: true, words: 'Valid JSON' })
    expect(jsonVerdict('{"a":')).toEqual({ isValid: false, words: 'Not valid JSON as a whole' })
  })
})
