import { expect, it } from 'vitest'
import { blankPrompt } from './blank-prompt.ts'

it('has a name of its own among the others', () => {
  const nameBeside = (...names: string[]) =>
    blankPrompt(
      () => 'id',
      undefined,
      names.map((name) => ({ name })),
    ).name
  expect(nameBeside('Support triage')).toBe('Untitled')
  expect(nameBeside('Untitled')).toBe('Untitled 2')
  expect(nameBeside('Untitled 2', 'Untitled', 'Untitled 4')).toBe('Untitled 3')
})
