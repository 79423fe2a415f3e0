// @vitest-environment happy-dom
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { FindQuery } from '#shared/find/find-query'
import { searchTexts } from '#shared/find/text-search'
import type { ContentBlock, Prompt } from '#shared/prompt/prompt'
import { promptOfAllKinds } from '../../../../../test/support/prompt-of-all-kinds.ts'
import { openedPrompt } from '../../../../../test/support/prompt-page.tsx'
import { createFindStore } from '../../../parts/find/find-store.ts'
import { type PromptText, promptTexts } from './prompt-texts.ts'
import { putTextsBack, type Replaced, replaceTexts } from './replace-texts.ts'
import { replacedWords } from './replaced-words.ts'
import { replaceAll } from './replacing.ts'

const query: FindQuery = { text: 'x', matchCase: true, wholeWord: false, isRegex: false }

function replacedIn(prompt: Prompt, replacement: string, change: Partial<FindQuery> = {}): Replaced {
  const texts = [...promptTexts(prompt)]
  const of = { ...query, ...change }
  const found = searchTexts({ query: of, texts: texts.map(({ text }) => text), replacement, most: 10_000 })
  return replaceTexts(
    prompt,
    found.map(({ places, inserts }, at) => ({ text: texts[at]!, places, inserts: inserts ?? [] })),
  )
}

it('replaces in every text that may change, and in nothing else', () => {
  const { prompt, count, fixed, refused } = replacedIn(promptOfAllKinds, 'Y')
  const others = JSON.parse(JSON.stringify(promptOfAllKinds).replaceAll('x', 'Y')) as Prompt
  const [, ofModel, ofUser] = others.messages
  const [, call, , serverCall] = promptOfAllKinds.messages[1]!.content as never[]
  expect(prompt.system).toEqual([{ type: 'text', text: 'Be Y.', cache_control: { type: 'ephemeral' } }])
  expect(prompt.messages[0]).toEqual({ id: 'a', role: 'user', content: 'One Y.', muted: true })
  expect(prompt.messages[1]!.content).toEqual([
    { type: 'thinking', thinking: 'A thought of x.', signature: 'x' },
    call,
    { ...(ofModel!.content[2] as object), type: 'tool_use', id: 'toolu_x' },
    serverCall,
  ])
  expect(prompt.messages[2]!.content[0]).toEqual({
    ...(ofUser!.content[0] as object),
    type: 'tool_result',
    tool_use_id: 'toolu_x',
  })
  expect(prompt.messages[2]!.content[1]).toMatchObject({
    content: [{ text: 'Inner Y.' }, { source: { type: 'url', url: 'https://eYample.com/Y.png' } }],
  })
  expect(prompt.messages[2]!.content[4]).toBe(promptOfAllKinds.messages[2]!.content[4])
  expect(prompt.prefill).toBe('So Y')
  expect(prompt.settings).toMatchObject({
    stop_sequences: ['x'],
    tools: [
      { name: 'look_Y', description: 'Looks for Y.', input_schema: { type: 'object', title: 'Y' } },
      { type: 'web_search_x', name: 'x' },
    ],
  })
  // What is noted of a tool goes along with its name.
  expect(prompt.toolNotes).toEqual({ look_Y: { disabled: true } })
  expect(prompt.name).toBe('All x')
  expect([count, refused]).toEqual([21, 0])
  expect([...fixed]).toEqual([
    ['thinking', 1],
    ['ids', 3],
    ['blocks that are JSON', 4],
  ])
})

it('says what was replaced where, and what was left and why', () => {
  expect(replacedWords(replacedIn(promptOfAllKinds, 'Y'))).toBe(
    'Replaced 21 in the system prompt, 3 messages, the prefill, and 1 tool. ' +
      '8 in thinking, ids, and blocks that are JSON are never changed.',
  )
  expect(replacedWords(replacedIn(promptOfAllKinds, 'Y', { text: 'One' }))).toBe('Replaced 1 in 1 message.')
  expect(replacedWords(replacedIn(promptOfAllKinds, 'Y', { text: 'A thought' }))).toBe(
    'Nothing was replaced. 1 in thinking is never changed.',
  )
})

it('keeps the very same messages and blocks where nothing is found', () => {
  const { prompt } = replacedIn(promptOfAllKinds, 'Two', { text: 'One' })
  expect(prompt.messages[0]).toEqual({ ...promptOfAllKinds.messages[0], content: 'Two x.' })
  for (const index of [1, 2]) expect(prompt.messages[index]).toBe(promptOfAllKinds.messages[index])
  expect(prompt.settings).toBe(promptOfAllKinds.settings)
  expect(replacedIn(promptOfAllKinds, 'x').prompt).toBe(promptOfAllKinds)
})

it('keeps JSON to JSON, and refuses what is none, and a name that no tool may have', () => {
  const inputOf = ({ prompt }: Replaced) => (prompt.messages[1]!.content[2] as ContentBlock).input
  expect(inputOf(replacedIn(promptOfAllKinds, 'a "b"\n\\'))).toEqual({ q: 'a "b"\n\\', n: 1 })
  expect(inputOf(replacedIn(promptOfAllKinds, '2', { text: '1' }))).toEqual({ q: 'x', n: 2 })
  const broken = replacedIn(promptOfAllKinds, ';', { text: ': 1' })
  expect([broken.refused, broken.prompt]).toEqual([1, promptOfAllKinds])
  const unnamed = replacedIn(promptOfAllKinds, 'two words', { text: 'look_x' })
  expect([unnamed.refused, unnamed.prompt.settings]).toEqual([1, promptOfAllKinds.settings])
})

it('takes back what it did, and leaves alone what was edited since', () => {
  const { prompt, changed } = replacedIn(promptOfAllKinds, 'Y')
  expect(putTextsBack(changed)(prompt)).toEqual(promptOfAllKinds)
  const edited = { ...prompt, prefill: 'Other', name: 'New' }
  expect(putTextsBack(changed)(edited)).toEqual({ ...promptOfAllKinds, prefill: 'Other', name: 'New' })
})

it('puts any text in the place of any other, to the letter, and back', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      fc.string({ minLength: 1 }),
      (text, by, wanted) => {
        const prompt: Prompt = { ...promptOfAllKinds, messages: [{ id: 'a', role: 'user', content: text }] }
        const { prompt: next, changed } = replacedIn(prompt, by, { text: wanted })
        expect(next.messages[0]!.content).toBe(text.replaceAll(wanted, () => by))
        expect(putTextsBack(changed)(next).messages).toEqual(prompt.messages)
      },
    ),
  )
})

it('is one step of undo, however many it replaced', async () => {
  const services = await openedPrompt(promptOfAllKinds)
  const { prompts } = services
  const store = createFindStore<PromptText>({ host: services.host, texts: () => [], onShow: () => {} })
  store.setState({ query })
  const before = prompts.getState().prompt
  await replaceAll(services, store, 'Y')
  store.getState().stop()
  expect(prompts.getState().prompt?.prefill).toBe('So Y')
  prompts.getState().undo()
  expect(prompts.getState().prompt).toEqual(before)
  expect(prompts.getState().canUndo).toBe(false)
  prompts.getState().redo()
  expect(prompts.getState().prompt?.messages[0]?.content).toBe('One Y.')
})
