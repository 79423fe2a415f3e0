import { expect, it } from 'vitest'
import { valueWords } from './variable-marks.ts'

it('tells what is sent in the place of a variable', () => {
  const values = { a: 'Ada', none: '', long: 'x'.repeat(500), docs: { documents: [{ title: '', text: 'One' }] } }
  const words = (name: string) => valueWords(name, { values })
  expect(words('a')).toBe('Ada')
  expect(words('none')).toBe('Empty: nothing is sent in its place.')
  expect(words('long')).toHaveLength(401)
  expect(words('docs')).toBe('1 document')
  expect([words('b'), words('toString'), valueWords('a', undefined)]).toEqual(
    Array.from({ length: 3 }, () => 'No value: sent as it stands.'),
  )
  expect(valueWords('a', { values, off: true })).toBeNull()
})
