import { afterEach, beforeEach, expect, it } from 'vitest'
import { AppError } from '#shared/app-error'
import type { ContentBlock } from '#shared/prompt/prompt'
import { handTimers } from '../../../../test/support/hand-timers.ts'
import { createTestCore, createTestHost, type TestCore } from '../../../../test/support/test-core.ts'
import type { Host } from '../../host/host.ts'
import { renamePrompt, setContent, setModel, systemPlace } from './edits/prompt-edits.ts'
import { createRequestContextStore, type RequestContextStore } from './request-context-store.ts'
import { createPromptStore, type PromptStore } from './store/prompt-store.ts'
import { createTokenCountStore, type TokenCountStore } from './token-count-store.ts'

let core: TestCore
let prompts: PromptStore
let context: RequestContextStore
let store: TokenCountStore
let timers: ReturnType<typeof handTimers>
let asked: string[]
let countError: AppError | null

beforeEach(async () => {
  core = await createTestCore()
  const real = createTestHost(core.core)
  asked = []
  countError = null
  const host: Host = {
    ...real,
    call: (name, input) => {
      const isCount = name === 'tokens.count' || name === 'tokens.countHeld'
      if (isCount) asked.push(name)
      return isCount && countError ? Promise.reject(countError) : real.call(name, input)
    },
  }
  timers = handTimers()
  prompts = createPromptStore(host)
  context = createRequestContextStore(host)
  await Promise.all([prompts.getState().start(), context.getState().load()])
  store = createTokenCountStore(host, prompts, context, timers)
  await counted()
})
afterEach(() => core.dispose())

/** Lets what is due be asked, until nothing is open any more. */
async function counted() {
  const isCounting = () => {
    timers.pass(0)
    return store.getState().isCounting
  }
  await expect.poll(isCounting).toBe(false)
  return store.getState().count!
}
const typeSystem = (text: string) => prompts.getState().edit(setContent(systemPlace, text), 'system')

it('counts the prompt that is open at the start, exactly, by the server', () => {
  const { count } = store.getState()
  expect(count).toMatchObject({ kind: 'exact', reason: null })
  expect(count!.inputTokens).toBeGreaterThan(0)
})

it('asks once when typing rests, and keeps the old count until then', async () => {
  const before = store.getState().count
  for (let length = 1; length <= 5; length += 1) {
    typeSystem('Words. '.repeat(length * 50))
    timers.pass(300)
  }
  expect(store.getState()).toEqual({ count: before, isCounting: true })
  timers.pass(600)
  const after = await counted()
  expect(asked).toHaveLength(2)
  expect(after.inputTokens).toBeGreaterThan(before!.inputTokens)
})

it('waits longer where a count would upload large files', async () => {
  const file = {
    type: 'attachment',
    hash: 'a'.repeat(64),
    media_type: 'application/pdf',
    name: 'a.pdf',
    bytes: 2_000_000,
  }
  const { id } = prompts.getState().prompt!.messages[0]!
  const edit = (content: ContentBlock[]) => prompts.getState().edit(setContent({ kind: 'message', id }, content))
  edit([{ type: 'document', source: file }])
  timers.pass(600)
  expect(asked).toHaveLength(1)
  timers.pass(3_400)
  // The file is not there, which the estimate says.
  expect((await counted()).kind).toBe('estimate')
  expect(asked).toHaveLength(2)
})

it('asks at once for another model, and not at all for another name', async () => {
  prompts.getState().edit(renamePrompt('Other'))
  expect(store.getState().isCounting).toBe(false)
  prompts.getState().edit(setModel('claude-opus-5-5'))
  await counted()
  expect(asked).toHaveLength(2)
})

it('asks again for what was typed while it waited for an answer', async () => {
  typeSystem('One.')
  timers.pass(600)
  typeSystem('One and a good deal more than that.')
  timers.pass(600)
  await counted()
  expect(asked).toHaveLength(3)
})

it('names the prompt that was opened, or that the core has written, and does not send it', async () => {
  typeSystem('Words that are on the disk before they are counted.')
  await prompts.getState().flush()
  timers.pass(600)
  expect((await counted()).kind).toBe('exact')
  expect(asked).toEqual(['tokens.countHeld', 'tokens.countHeld'])
})

it('sends the prompt where another one went to a window since, and counts the same', async () => {
  typeSystem('Words that are on the disk before they are counted.')
  await prompts.getState().flush()
  timers.pass(600)
  const named = await counted()
  prompts.getState().edit(setModel('claude-opus-5-5'))
  prompts.getState().undo()
  await prompts.getState().flush()
  const other = prompts.getState().entries.find(({ id }) => id !== prompts.getState().prompt?.id)!
  await createTestHost(core.core).call('prompts.open', { id: other.id })
  expect(await counted()).toEqual(named)
  expect(asked.at(-1)).toBe('tokens.count')
})

it('shows nothing of another prompt', async () => {
  const other = prompts.getState().entries.find(({ id }) => id !== prompts.getState().prompt?.id)!
  await prompts.getState().open(other.id)
  expect(store.getState().count).toBe(null)
  expect((await counted()).kind).toBe('exact')
})

it('estimates where nothing can be asked, and says why', async () => {
  countError = new AppError('network', 'The connection to Antiphon is gone.')
  typeSystem('Sort the mail.')
  timers.pass(600)
  expect(await counted()).toMatchObject({ kind: 'estimate', reason: 'The connection to Antiphon is gone.' })
})

it('counts anew when a variable has another value', async () => {
  typeSystem('Write for {{shop}}.')
  timers.pass(600)
  const before = (await counted()).inputTokens
  prompts.getState().edit((prompt) => ({ ...prompt, variables: { values: { shop: 'a very long name '.repeat(20) } } }))
  timers.pass(600)
  expect((await counted()).inputTokens).toBeGreaterThan(before)
})
