import { expect, it } from 'vitest'
import type { PromptEntry } from '#shared/library/library'
import { dayAndTime } from '../../parts/response/format.ts'
import { promptOptions } from './prompt-options.ts'

const entry = (id: string, file: string): PromptEntry => ({
  id,
  name: 'Letter',
  file,
  savedAt: null,
  version: null,
  hasUnsavedEdits: false,
})

it('tells prompts of one name apart by their files, or by when they ran last', () => {
  const lastAt = '2026-11-02T09:00:00.000Z'
  const named = (id: string, name: string) => ({ id, name, lastAt })
  const prompts = [
    named('a', 'Letter'),
    named('b', 'Letter'),
    named('c', 'Letter'),
    named('d', 'Triage'),
    named('e', ''),
  ]
  const entries = [entry('a', 'letter.json'), entry('b', 'support/letter.json'), entry('d', 'triage.json')]
  expect(promptOptions(prompts, entries)).toEqual([
    { value: 'a', label: 'Letter (letter.json)' },
    { value: 'b', label: 'Letter (support/letter.json)' },
    { value: 'c', label: `Letter (last run ${dayAndTime(lastAt)})` },
    { value: 'd', label: 'Triage' },
    { value: 'e', label: 'Untitled' },
  ])
})
