import { describe, expect, it } from 'vitest'
import type { Prompt } from '#shared/prompt/prompt'
import { mostFileBytes, readTextFile } from './read-text-file.ts'
import { listSummary, nameProblem, variableList } from './variable-list.ts'

const prompt: Prompt = {
  id: 'p',
  name: 'Test',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: '{{shop}} and {{shop}}',
  messages: [{ id: 'm1', role: 'user', content: '{{name}}' }],
  prefill: '',
  settings: { max_tokens: 64 },
  variables: { values: { old: 'x', name: 'Ada' } },
}

describe('the list of variables', () => {
  it('has what the texts use, then what nothing uses, and says so in a few words', () => {
    const entries = variableList(prompt)
    expect(entries).toEqual([
      { name: 'shop', uses: 2, value: null },
      { name: 'name', uses: 1, value: 'Ada' },
      { name: 'old', uses: 0, value: 'x' },
    ])
    expect(listSummary(entries)).toBe('3 variables, 1 without a value, 1 not used')
    expect(listSummary(entries.slice(1, 2))).toBe('1 variable')
    expect(variableList({ ...prompt, variables: { values: { name: 'Ada' }, off: true } })).toHaveLength(2)
  })

  it('takes no name twice, and none that the texts could not hold', () => {
    const entries = variableList(prompt)
    expect(nameProblem('customer', entries)).toBeNull()
    expect(nameProblem('shop', entries)).toBe('There is a variable {{shop}} already.')
    for (const name of ['', '1st', 'a b', '{{a}}', '__proto__']) expect(nameProblem(name, entries)).toMatch(/begins/)
  })
})

describe('a value from a file', () => {
  it('is its text, with line ends as everywhere', async () => {
    const file = new File(['\uFEFFGrüße\r\nzwei'], 'notes.txt')
    expect(await readTextFile(file)).toEqual({ title: 'notes.txt', text: 'Grüße\nzwei' })
  })

  it('is refused with the reason where it is too large or no text', async () => {
    const large = new File([new Uint8Array(mostFileBytes + 1).fill(97)], 'large.txt')
    await expect(readTextFile(large)).rejects.toThrow('large.txt was not read: it is larger than 5 MB.')
    for (const bytes of [
      [0xff, 0xfe, 0x41],
      [0x41, 0x00],
    ]) {
      const file = new File([new Uint8Array(bytes)], 'a.bin')
      await expect(readTextFile(file)).rejects.toThrow('a.bin was not read: it is no UTF-8 text.')
    }
  })
})
