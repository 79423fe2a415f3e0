import { expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import { contextOf, findings } from '#shared/rules/rules'
import { ruleSurroundings } from '../../../../../test/support/rule-surroundings.ts'
import { versionChoices, versionProblem } from './version-choices.ts'

const surroundings = ruleSurroundings()
const choices = (prompt: Prompt) =>
  versionChoices(prompt, 'anthropic', (one) => findings(one, contextOf(one, surroundings))).map(
    ({ value, apiVersion, isSameRequest, gained, lost }) => [
      value,
      apiVersion,
      isSameRequest ? 'same' : 'other',
      gained.map(({ field }) => field),
      lost.map(({ field }) => field),
    ],
  )
const triage = examplePrompts[0]!

it('says of each version what it would do to the present request', () => {
  expect(choices(triage)).toEqual([
    ['automatic', '2023-06-01', 'same', [], []],
    ['2026-10-21', '2026-10-21', 'other', ['temperature'], []],
    ['2023-06-01', '2023-06-01', 'same', [], []],
  ])
})

it('says what goes away when a pinned version is let go', () => {
  expect(choices({ ...triage, apiVersion: '2026-10-21' })).toEqual([
    ['automatic', '2023-06-01', 'other', [], ['temperature']],
    ['2026-10-21', '2026-10-21', 'same', [], []],
    ['2023-06-01', '2023-06-01', 'other', [], ['temperature']],
  ])
})

it('keeps a typed version among the choices', () => {
  expect(choices({ ...triage, apiVersion: '2027-01-01' }).map(([value]) => value)).toEqual([
    'automatic',
    '2026-10-21',
    '2023-06-01',
    '2027-01-01',
  ])
})

it('takes any version that a header can carry', () => {
  expect(['2027-01-01', ' beta-x ', ''].map(versionProblem).map((problem) => problem === null)).toEqual([
    true,
    true,
    false,
  ])
  expect(versionProblem('a b')).toMatch(/without spaces/)
  expect(versionProblem('a\nb: c')).toMatch(/without spaces/)
})
