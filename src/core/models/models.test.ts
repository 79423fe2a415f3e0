import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import schema from '#resources/models.schema.json' with { type: 'json' }
import { findModel } from '#shared/models/models'
import { examplePrompts } from '#shared/prompt/examples'
import { models } from './models.ts'

it('has live models before retired ones', () => {
  const lifecycles = models.map(({ lifecycle }) => lifecycle === 'retired')
  expect(lifecycles).toEqual([...lifecycles].sort((a, b) => Number(a) - Number(b)))
})

it('fits its JSON Schema, and has every id once', () => {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true })
  const fits = ajv.validate(schema, models)
  expect(fits ? null : ajv.errorsText()).toBeNull()
  const names = models.flatMap(({ id, aliases }) => [id, ...aliases])
  expect(new Set(names).size).toBe(names.length)
})

it.each([
  ['a price below zero', { pricing: { ...models[0]!.pricing, inputPerMTok: -1 } }],
  ['a price as text', { pricing: { ...models[0]!.pricing, inputPerMTok: '8' } }],
  ['a day that is none', { checkedAt: '2026-13-01' }],
  ['a field that nobody reads', { price: 1 }],
  ['no source', { source: [] }],
])('has a schema that refuses %s', (_what, change) => {
  expect(new Ajv2020({ allowUnionTypes: true }).validate(schema, [{ ...models[0], ...change }])).toBe(false)
})

it('names replacements that it knows, and that are not retired themselves', () => {
  const replacements = models.flatMap(({ replacement }) => (replacement === null ? [] : [replacement]))
  const lifecycles = replacements.map((id) => findModel(models, id)?.lifecycle)
  expect(new Set(lifecycles)).toEqual(new Set(['active']))
})

it('knows the models of the opening examples', () => {
  for (const { model } of examplePrompts) expect(findModel(models, model)).not.toBeNull()
})
