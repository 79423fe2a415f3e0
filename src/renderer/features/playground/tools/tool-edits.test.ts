import { expect, it } from 'vitest'
import type { Prompt } from '#shared/prompt/prompt'
import {
  addTool,
  deleteTool,
  duplicateTool,
  freeName,
  insertTool,
  moveTool,
  setTool,
  setToolFields,
  setToolNote,
} from './tool-edits.ts'

const tool = (name: string) => ({ name, description: `It is ${name}.`, input_schema: { type: 'object' } })
const prompt: Prompt = {
  id: 'p',
  name: 'Test',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: '',
  messages: [],
  prefill: '',
  settings: { max_tokens: 64, tools: [tool('a'), tool('b')], tool_choice: { type: 'tool', name: 'b' } },
  toolNotes: { b: { disabled: true, result: { text: 'done' } } },
}
const names = ({ settings }: Prompt) => (settings.tools as { name: string }[] | undefined)?.map(({ name }) => name)

it('adds, moves and deletes tools; with the last one the field goes', () => {
  expect(names(addTool(tool('c'))(prompt))).toEqual(['a', 'b', 'c'])
  expect(names(moveTool(1, 0)(prompt))).toEqual(['b', 'a'])
  expect(moveTool(1, 2)(prompt)).toBe(prompt)
  const empty = deleteTool(0)(deleteTool(1)(prompt))
  expect(empty.settings).toEqual({ max_tokens: 64, tool_choice: { type: 'tool', name: 'b' } })
  expect(empty.toolNotes).toBeUndefined()
})

it('puts a deleted tool back where it was, its note with it', () => {
  const without = deleteTool(1)(prompt)
  expect(insertTool(1, tool('b'), { disabled: true })(without)).toEqual({
    ...prompt,
    toolNotes: { b: { disabled: true } },
  })
})

it('copies a tool under a free name, its note with it', () => {
  const copied = duplicateTool(1)(prompt)
  expect(names(copied)).toEqual(['a', 'b', 'b_2'])
  expect(copied.toolNotes?.b_2).toEqual(prompt.toolNotes?.b)
  expect(freeName([tool('a'), tool('a_2')], 'a')).toBe('a_3')
})

it('lets the note and the choice follow a new name, and never another tool’s', () => {
  const renamed = setToolFields(1, { name: 'time' })(prompt)
  expect(renamed.toolNotes).toEqual({ time: prompt.toolNotes?.b })
  expect(renamed.settings.tool_choice).toEqual({ type: 'tool', name: 'time' })
  const clash = setTool(0, tool('b'))(prompt)
  expect(clash.toolNotes).toEqual(prompt.toolNotes)
  expect(setToolFields(0, { name: 'b' })(setToolNote('a', () => ({ disabled: true }))(prompt)).toolNotes?.b).toEqual(
    prompt.toolNotes?.b,
  )
})

it('takes out fields and notes that say nothing', () => {
  expect(setToolFields(0, { description: undefined })(prompt).settings.tools).toEqual([
    { name: 'a', input_schema: { type: 'object' } },
    tool('b'),
  ])
  expect(setToolNote('b', ({ result }) => ({ result }))(prompt).toolNotes).toEqual({ b: { result: { text: 'done' } } })
  expect(setToolNote('b', () => ({}))(prompt)).not.toHaveProperty('toolNotes')
})
