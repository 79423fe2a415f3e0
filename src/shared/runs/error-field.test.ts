import { expect, it } from 'vitest'
import { errorField, promptField } from './error-field.ts'

// The words are those of the reference's preflight rules (section 4) and of its shape errors.
it.each([
  ['temperature: Extra inputs are not permitted', 'temperature'],
  ['`temperature` is deprecated for this model.', 'temperature'],
  ['`temperature` and `top_p` cannot both be specified for this model. Please use only one.', 'temperature'],
  ['`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.', 'temperature'],
  ['temperature: range: 0..1', 'temperature'],
  ['This model does not support assistant message prefill. The conversation must end with a user message.', 'prefill'],
  ['messages: final assistant content cannot end with trailing whitespace', 'prefill'],
  ['"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive"', 'thinking.type.enabled'],
  ['adaptive thinking is not supported on this model', 'thinking'],
  ['This model does not support the effort parameter.', 'output_config.effort'],
  ["output_config.effort 'xhigh' is not supported when thinking is disabled on this model.", 'output_config.effort'],
  ['tool_choice: type "tool" and "any" are not supported for this model.', 'tool_choice'],
  ["messages.2: role 'system' must precede an 'assistant' message or end the array", 'messages.2'],
  ['messages: text content blocks must be non-empty', 'messages'],
  ['messages.3.content.0: Invalid `signature` in `thinking` block.', 'messages.3.content.0'],
  ['stop_sequences: each stop sequence must contain non-whitespace', 'stop_sequences'],
  ['metadata.user_name: Extra inputs are not permitted', 'metadata.user_name'],
  ['max_tokens: 900000 > 64000, which is the maximum allowed number of output tokens', 'max_tokens'],
  ['prompt is too long: 201000 tokens > 200000 maximum', 'messages'],
  ['model: claude-2', 'model'],
  ['tools.0.custom.name: String should match pattern', 'tools.0.custom.name'],
])('reads the field out of %j', (said, field) => {
  expect(errorField(said)).toBe(field)
})

it.each([
  'Overloaded',
  'Invalid bearer token',
  '',
  'Your credit balance is too low',
  '<html>model: x</html>',
  'modelling: x',
  'system busy',
])('reads none out of %j', (said) => {
  expect(errorField(said)).toBeNull()
})

it('counts messages as the prompt has them, muted ones too, and knows the prefill', () => {
  expect(promptField('messages.1.content.0', [0, 3])).toBe('messages.3.content.0')
  expect(promptField('messages.2', [0, 3])).toBe('prefill')
  expect(promptField('output_config.effort', [])).toBe('effort')
  expect(promptField('output_config.format.schema', [])).toBe('format')
  expect(promptField('temperature', [0])).toBe('temperature')
})
