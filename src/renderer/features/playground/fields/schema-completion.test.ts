import { CompletionContext } from '@codemirror/autocomplete'
import { json } from '@codemirror/lang-json'
import { EditorState } from '@codemirror/state'
import { expect, it } from 'vitest'
import { completeSchema } from './schema-completion.ts'

/** What is offered where `|` stands. */
function offered(text: string): string[] | null {
  const pos = text.indexOf('|')
  const state = EditorState.create({ doc: text.replace('|', ''), extensions: [json()] })
  return completeSchema(new CompletionContext(state, pos, true))?.options.map(({ label }) => label) ?? null
}

it('offers keywords for a key of a schema, and none for a name of one’s own', () => {
  expect(offered('{"ty|": 1}')).toContain('additionalProperties')
  expect(offered('{"properties": {"a|": {}}}')).toBeNull()
  expect(offered('{"properties": {"a": {"de|": 1}}}')).toContain('description')
})

it('offers the values that a keyword can have', () => {
  expect(offered('{"type": "|"}')).toEqual(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])
  expect(offered('{"type": ["|"]}')).toContain('null')
  expect(offered('{"format": "|"}')).toContain('date-time')
  expect(offered('{"description": "|"}')).toBeNull()
})

it('offers the properties of the same schema to required, and definitions to $ref', () => {
  expect(offered('{"properties": {"name": {}, "age": {}}, "required": ["|"]}')).toEqual(['name', 'age'])
  expect(offered('{"$defs": {"person": {}}, "items": {"$ref": "|"}}')).toEqual(['#/$defs/person'])
})

it('offers words at the end of a long schema, which the editor has not read yet', () => {
  const properties = Object.fromEntries(
    Array.from({ length: 300 }, (_, at) => [`p${at}`, { description: 'Something.' }]),
  )
  expect(offered(`{"properties": ${JSON.stringify(properties)}, "type": "|"}`)).toContain('object')
})
