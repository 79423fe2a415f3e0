import { type Case, haiku, tool } from './pieces.ts'

export const disabledToolsCases: readonly Case[] = [
  {
    what: 'a disabled tool that would be refused',
    prompt: haiku(
      { tools: [tool(), { name: 'no good', input_schema: {} }] },
      { toolNotes: { 'no good': { disabled: true } } },
    ),
    finds: [],
  },
  {
    what: 'a tool choice of a disabled tool',
    prompt: haiku(
      { tools: [tool(), tool({ name: 'other' })], tool_choice: { type: 'tool', name: 'other' } },
      { toolNotes: { other: { disabled: true } } },
    ),
    finds: ['error tool-choice tool_choice'],
  },
  {
    what: 'a tool choice where every tool is disabled',
    prompt: haiku(
      { tools: [tool()], tool_choice: { type: 'auto' } },
      { toolNotes: { get_weather: { disabled: true } } },
    ),
    finds: ['error tool-choice tool_choice'],
  },
]
