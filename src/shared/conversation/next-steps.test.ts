import { describe, expect, it } from 'vitest'
import catalogue from '#resources/models.json' with { type: 'json' }
import { sampleEndedRun } from '../../../test/support/sample-run.ts'
import type { ModelInfo } from '../models/models.ts'
import { type ContentBlock, type Prompt, textOf } from '../prompt/prompt.ts'
import { buildRequest } from '../request/request.ts'
import type { Run, RunResponse } from '../runs/run.ts'
import { nextSteps } from './next-steps.ts'

// Safe: resources/models.json is our own file and the catalogue's type describes it.
const models = catalogue as unknown as ModelInfo[]

const base: Prompt = {
  id: 'p',
  name: 'Test',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: '',
  messages: [{ id: 'm1', role: 'user', content: 'Write about rivers.' }],
  prefill: '',
  settings: { max_tokens: 64 },
}
const text = (words: string): ContentBlock => ({ type: 'text', text: words })
const thinking: ContentBlock = { type: 'thinking', thinking: 'Hmm', signature: 's' }
const call = (id: string): ContentBlock => ({ type: 'tool_use', id, name: 'look_up', input: { order: 1 } })
const search: ContentBlock = { type: 'server_tool_use', id: 'srv1', name: 'web_search', input: { query: 'rivers' } }

/** A run of this prompt that ended so. */
function runOf(prompt: Prompt, response: Partial<RunResponse>, changes: Partial<Run> = {}): Run {
  const run = sampleEndedRun({
    promptId: prompt.id,
    request: buildRequest(prompt, 'anthropic'),
    prefill: prompt.prefill,
  })
  return { ...run, response: { ...run.response, ...response }, ...changes }
}

function stepsOf(run: Run, prompt: Prompt) {
  return nextSteps(run, prompt, { models, connectionKind: 'anthropic', newIds: ['answer', 'user'] })
}

function steps(prompt: Prompt, response: Partial<RunResponse>, changes: Partial<Run> = {}) {
  return stepsOf(runOf(prompt, response, changes), prompt)
}

const labels = (list: { label: string }[]) => list.map(({ label }) => label)
const onNewest = (prompt: Prompt): Prompt => ({ ...prompt, model: 'claude-opus-5-5' })

describe('the steps for each stop reason', () => {
  it.each<[reason: string | null, content: ContentBlock[], labels: string[]]>([
    ['end_turn', [text('Rivers flow.')], ['Reply']],
    ['end_turn', [], ['Run again']],
    ['max_tokens', [text('Rivers fl')], ['Continue', 'Run again with max_tokens 128']],
    ['max_tokens', [thinking], ['Run again with max_tokens 128']],
    ['max_tokens', [{ ...call('t1'), input: '{"ord' }], ['Run again with max_tokens 128']],
    ['stop_sequence', [text('Rivers flow.')], ['Reply', 'Continue past it']],
    ['tool_use', [text('Let me see.'), call('t1')], ['Answer the tool call']],
    ['tool_use', [call('t1'), call('t2')], ['Answer the 2 tool calls']],
    ['pause_turn', [search], ['Go on']],
    ['refusal', [], ['Rephrase']],
    ['brand_new', [text('Rivers flow.')], ['Reply', 'Continue']],
    [null, [text('Rivers flow.')], ['Reply', 'Continue']],
  ])('after %s with %j: %j', (stop_reason, content, expected) => {
    const stop_sequence = stop_reason === 'stop_sequence' ? 'END' : null
    expect(labels(steps(base, { stop_reason, stop_sequence, content }))).toEqual(expected)
  })

  it.each(['stopped', 'truncated', 'failed'] as const)(
    'after a run that was %s: what came can be continued',
    (state) => {
      expect(labels(steps(base, { stop_reason: null, content: [text('Rivers fl')] }, { state }))).toEqual(['Continue'])
      expect(steps(base, { stop_reason: null, content: [] }, { state })).toEqual([])
    },
  )

  it('offers nothing while the run goes, and nothing for the run of another prompt', () => {
    expect(steps(base, { stop_reason: null }, { state: 'running' })).toEqual([])
    expect(steps(base, { stop_reason: 'end_turn' }, { promptId: 'other' })).toEqual([])
  })
})

describe('Continue', () => {
  const cut = { stop_reason: 'max_tokens', content: [text('Rivers fl ')] }

  it('goes on from a prefill where the model takes one, without the white space that it refuses', () => {
    const [step] = steps({ ...base, prefill: 'On rivers: ' }, cut)
    expect(step).toMatchObject({ runs: true, focusId: null })
    expect(step?.apply({ ...base, prefill: 'On rivers: ' })).toEqual({ ...base, prefill: 'On rivers: Rivers fl' })
  })

  it('takes the answer back out of the messages where it was added: a prefill is where it goes', () => {
    const added = {
      ...base,
      messages: [...base.messages, { id: 'x', role: 'assistant' as const, content: 'Rivers fl ' }],
    }
    const [step] = stepsOf(runOf(base, cut), added)
    expect(step?.runs).toBe(true)
    expect(step?.apply(added)).toEqual({ ...base, prefill: 'Rivers fl' })
  })

  it.each<[why: string, prompt: Prompt]>([
    ['the model takes no prefill', onNewest(base)],
    ['thinking is on', { ...base, settings: { max_tokens: 64, thinking: { type: 'enabled', budget_tokens: 1024 } } }],
    ['nothing is known of the model', { ...base, model: 'my-own-model' }],
  ])('quotes the end of the answer where %s', (_why, prompt) => {
    const [step] = steps(prompt, { stop_reason: 'max_tokens', content: [thinking, text('Rivers fl')] })
    expect(step?.runs).toBe(true)
    expect(step?.apply(prompt).messages.slice(1)).toEqual([
      { id: 'answer', role: 'assistant', content: 'Rivers fl' },
      { id: 'user', role: 'user', content: expect.stringMatching(/ended with:\n\n<end_of_answer>\nRivers fl\n</) },
    ])
  })

  it('quotes only the end of a long answer, from the beginning of a word on', () => {
    const long = `${'many words '.repeat(200)}and the last`
    const prompt = onNewest(base)
    const quote = steps(prompt, { stop_reason: 'max_tokens', content: [text(long)] })[0]
      ?.apply(prompt)
      .messages.at(-1)
    const [, quoted = ''] = /<end_of_answer>\n(.*)\n<\/end_of_answer>/.exec(textOf(quote?.content ?? '')) ?? []
    expect(quoted).toMatch(/^…(many|words) .* and the last$/)
    expect(quoted.length).toBeLessThan(302)
  })

  it('keeps blocks that a string would lose, and drops thinking and calls without a result', () => {
    const prompt = onNewest(base)
    const found = { type: 'web_search_tool_result', tool_use_id: 'srv1', content: [] }
    const cited = { ...text('Rivers fl'), citations: [{ type: 'page_location' }] }
    const unanswered = { ...search, id: 'srv2' }
    const content = [thinking, search, found, cited, unanswered, call('t1')]
    const [step] = steps(prompt, { stop_reason: 'max_tokens', content })
    expect(step?.apply(prompt).messages[1]?.content).toEqual([search, found, cited])
  })

  it('is not offered with an output format: the model would begin anew', () => {
    const format = { type: 'json_schema', schema: { type: 'object' } }
    const prompt: Prompt = { ...base, settings: { max_tokens: 64, output_config: { format } } }
    expect(labels(steps(prompt, { stop_reason: 'max_tokens', content: [text('{"a":')] }))).toEqual([
      'Run again with max_tokens 128',
    ])
  })

  it('goes past a stop sequence by writing it out', () => {
    const steps_ = steps(base, { stop_reason: 'stop_sequence', stop_sequence: 'END', content: [text('Rivers ')] })
    expect(steps_[1]?.apply(base).prefill).toBe('Rivers END')
  })
})

describe('a larger max_tokens', () => {
  const cut = { stop_reason: 'max_tokens', content: [thinking] }
  const withMax = (max_tokens: number): Prompt => ({ ...base, settings: { ...base.settings, max_tokens } })

  it('is twice as much, and runs', () => {
    const [step] = steps(base, cut)
    expect(step?.runs).toBe(true)
    expect(step?.apply(base)).toEqual(withMax(128))
  })

  it('is no more than the model puts out, and not offered where that was reached', () => {
    expect(labels(steps(withMax(40_000), cut))).toEqual(['Run again with max_tokens 64,000'])
    expect(steps(withMax(64_000), cut)).toEqual([])
  })

  it('is what the user has set since', () => {
    expect(labels(stepsOf(runOf(base, cut), withMax(900)))).toEqual(['Run again with max_tokens 900'])
  })
})

describe('a tool call', () => {
  it('is answered by the turn as it came and a result for each call, ids linked', () => {
    const prompt = { ...base, prefill: 'So: ' }
    const content = [thinking, text('I look.'), call('t1'), call('t2')]
    const [step] = steps(prompt, { stop_reason: 'tool_use', content })
    expect(step).toMatchObject({ runs: false, focusId: 'user' })
    expect(step?.apply(prompt)).toEqual({
      ...base,
      messages: [
        ...base.messages,
        {
          id: 'answer',
          role: 'assistant',
          content: [thinking, text('So: I look.'), call('t1'), call('t2')],
          bond: expect.any(String),
        },
        {
          id: 'user',
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 't1', content: '' },
            { type: 'tool_result', tool_use_id: 't2', content: '' },
          ],
        },
      ],
    })
  })

  it('is not answered twice', () => {
    const run = runOf(base, { stop_reason: 'tool_use', content: [call('t1')] })
    const answered = stepsOf(run, base)[0]?.apply(base)
    expect(answered && stepsOf(run, answered)).toEqual([])
  })
})

it('a paused turn is sent back as it came', () => {
  const prompt = onNewest(base)
  const [step] = steps(prompt, { stop_reason: 'pause_turn', content: [thinking, text('I search.'), search] })
  expect(step).toMatchObject({ runs: true })
  expect(step?.apply(prompt).messages.at(-1)).toEqual({
    id: 'answer',
    role: 'assistant',
    content: [thinking, text('I search.'), search],
    bond: expect.any(String),
  })
})

describe('Reply', () => {
  it('adds the answer without its thinking, and an empty message that gets the caret', () => {
    const prompt = { ...base, prefill: 'So: ' }
    const [step] = steps(prompt, { stop_reason: 'end_turn', content: [thinking, text('rivers.')] })
    expect(step).toMatchObject({ runs: false, focusId: 'user' })
    expect(step?.apply(prompt)).toEqual({
      ...base,
      messages: [
        ...base.messages,
        { id: 'answer', role: 'assistant', content: 'So: rivers.' },
        { id: 'user', role: 'user', content: '' },
      ],
    })
  })

  it('does not add an answer a second time, and takes the thinking out of one that was added with it', () => {
    const run = runOf(base, { stop_reason: 'end_turn', content: [thinking, text('Rivers.')] })
    const added: Prompt = {
      ...base,
      messages: [...base.messages, { id: 'x', role: 'assistant', content: [thinking, text('Rivers.')] }],
    }
    expect(stepsOf(run, added)[0]?.apply(added).messages.slice(1)).toEqual([
      { id: 'x', role: 'assistant', content: 'Rivers.' },
      { id: 'user', role: 'user', content: '' },
    ])
  })

  it('knows the answer from an older turn that says the same', () => {
    const prompt: Prompt = {
      ...base,
      messages: [
        { id: 'm1', role: 'user', content: 'Really?' },
        { id: 'm2', role: 'assistant', content: 'Yes.' },
        { id: 'm3', role: 'user', content: 'Sure?' },
      ],
    }
    const [step] = steps(prompt, { stop_reason: 'end_turn', content: [text('Yes.')] })
    expect(step?.apply(prompt).messages).toHaveLength(5)
  })
})

describe('after a refusal', () => {
  const talk: Prompt = {
    ...base,
    messages: [
      ...base.messages,
      { id: 'm2', role: 'assistant', content: 'Yes?' },
      { id: 'm3', role: 'user', content: 'Bad.' },
    ],
  }
  const refused = (category: string | null) => ({
    stop_reason: 'refusal',
    content: [],
    stop_details: { type: 'refusal', category, explanation: null },
  })

  it('leads to the message that was refused, or leaves it out and keeps it', () => {
    const [rephrase, leaveOut] = steps(talk, refused('bio'))
    expect(rephrase).toMatchObject({ label: 'Rephrase', focusId: 'm3' })
    expect(rephrase?.apply(talk)).toBe(talk)
    expect(leaveOut?.apply(talk).messages.map(({ id, muted }) => [id, muted ?? false])).toEqual([
      ['m1', false],
      ['m2', false],
      ['m3', true],
    ])
  })

  it('offers thinking to who asked for the reasoning, where the model has it', () => {
    const step = steps(onNewest(talk), refused('reasoning_extraction')).at(-1)
    expect(step?.apply(onNewest(talk)).settings.thinking).toEqual({ type: 'adaptive', display: 'summarized' })
    expect(labels(steps(talk, refused('reasoning_extraction')))).toEqual(['Rephrase', 'Leave that turn out'])
  })
})

describe('when the context window is full', () => {
  const chat: Prompt = {
    ...base,
    settings: { max_tokens: 8_000 },
    messages: [
      { id: 'u1', role: 'user', content: 'a'.repeat(3_000) },
      { id: 'a1', role: 'assistant', content: [call('t1')] },
      { id: 'r1', role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: 'b'.repeat(2_000) }] },
      { id: 'a2', role: 'assistant', content: 'c'.repeat(1_000) },
      { id: 'u2', role: 'user', content: 'd'.repeat(3_000) },
      { id: 'a3', role: 'assistant', content: 'e' },
      { id: 'u3', role: 'user', content: 'f'.repeat(1_000) },
    ],
  }
  const full = { stop_reason: 'model_context_window_exceeded', content: [text('g')] }
  const usage = (input_tokens: number) => ({ usage: { input_tokens, output_tokens: 500 } })

  it('mutes the oldest whole turns, results with their calls, until max_tokens fit', () => {
    const [step] = steps(chat, full, usage(199_500))
    expect(step).toMatchObject({ label: 'Mute the 4 oldest messages', runs: false })
    const muted = step?.apply(chat).messages.filter((message) => message.muted)
    expect(muted?.map(({ id }) => id)).toEqual(['u1', 'a1', 'r1', 'a2'])
  })

  it('offers a model of the same line whose window is larger', () => {
    expect(steps(chat, full, usage(199_500))[1]?.apply(chat).model).toBe('claude-haiku-5-5')
  })

  it('mutes nothing where that would not be enough', () => {
    const alone = { ...chat, messages: chat.messages.slice(-1) }
    expect(labels(steps(alone, full, usage(199_500)))).toEqual(['Use Claude Haiku 5.5'])
  })
})

it('does not run a prompt that was changed since: the label ends in an ellipsis then', () => {
  const run = runOf(base, { stop_reason: 'max_tokens', content: [text('Rivers fl')] })
  const edited: Prompt = { ...base, messages: [{ id: 'm1', role: 'user', content: 'Write about lakes.' }] }
  expect(stepsOf(run, edited).map(({ label, runs }) => [label, runs])).toEqual([
    ['Continue…', false],
    ['Run again with max_tokens 128…', false],
  ])
  const otherSettings = { ...base, system: 'Be brief.', settings: { max_tokens: 64, temperature: 0.2 } }
  expect(stepsOf(run, otherSettings).every(({ runs }) => runs)).toBe(true)
})

it('takes braces in an answer for text, so that it is sent back as it came, and knows it again', () => {
  const words = 'Write {{name}} or \\{{name}} where the name goes.'
  const prompt: Prompt = { ...base, variables: { values: { name: 'Ada' } } }
  const [reply] = steps(prompt, { stop_reason: 'end_turn', content: [text(words)] })
  const replied = reply!.apply(prompt)
  expect(buildRequest(replied, 'anthropic').body.messages[1]).toEqual({ role: 'assistant', content: words })
  const run = runOf(prompt, { stop_reason: 'max_tokens', content: [text(words)] })
  const answered = { ...replied, messages: replied.messages.slice(0, 2) }
  expect(labels(stepsOf(run, answered))).toEqual(labels(stepsOf(run, prompt)))
  const [goOn] = stepsOf(run, prompt)
  expect(buildRequest(goOn!.apply(prompt), 'anthropic').body.messages.at(-1)).toEqual({
    role: 'assistant',
    content: words,
  })
})

describe('a tool call with a canned result', () => {
  const prompt: Prompt = { ...base, toolNotes: { look_up: { result: { text: 'sold' } } } }

  it('can be answered and run at once, before it is answered by hand', () => {
    const content = [thinking, call('t1'), call('t2')]
    const [canned, byHand] = steps(prompt, { stop_reason: 'tool_use', content })
    expect([canned?.label, canned?.runs, byHand?.label]).toEqual([
      'Answer with canned results',
      true,
      'Answer the 2 tool calls',
    ])
    expect(canned?.apply(prompt).messages.slice(-2)).toMatchObject([
      { id: 'answer', role: 'assistant', content },
      {
        id: 'user',
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 't1', content: 'sold' },
          { type: 'tool_result', tool_use_id: 't2', content: 'sold' },
        ],
      },
    ])
  })

  it('is left to the user where one of the calls has none', () => {
    const content = [call('t1'), { ...call('t2'), name: 'other' }]
    const [byHand, ...others] = steps(prompt, { stop_reason: 'tool_use', content })
    expect([byHand?.label, others]).toEqual(['Answer the 2 tool calls', []])
    expect(byHand?.apply(prompt).messages.at(-1)?.content).toEqual([
      { type: 'tool_result', tool_use_id: 't1', content: 'sold' },
      { type: 'tool_result', tool_use_id: 't2', content: '' },
    ])
  })
})
