import { expect, it } from 'vitest'
import { excerptOf } from './excerpt.ts'
import { dayAndTime } from './format.ts'

it('says of a run without words whether it has ended', () => {
  const words = (excerpt: string, state: 'running' | 'completed') => excerptOf({ excerpt, state })
  expect([words('', 'completed'), words('', 'running'), words('Hello', 'running')]).toEqual(['No answer', '', 'Hello'])
})

it('gives an older moment its day', () => {
  const now = new Date(2026, 10, 23, 18, 0)
  const at = (day: number) => dayAndTime(new Date(2026, 10, day, 14, 2).toISOString(), now)
  expect([at(23), at(20)]).toEqual(['14:02', '20 Nov, 14:02'])
})
