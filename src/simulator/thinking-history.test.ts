// Thinking that is sent back (Messages API reference, rules R28 and R29).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './simulator.ts'
import { ask } from './test-client.ts'
import { assistant, opus, user } from './test-requests.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'fast' })
})
afterAll(() => simulator.close())

describe('thinking that is sent back', () => {
  const question = user('Explain in some detail why the sky is blue, and why the evening sky is red. '.repeat(6))
  const first = opus({ max_tokens: 4000, thinking: { type: 'adaptive', display: 'summarized' }, messages: [question] })

  async function history(change: (block: Record<string, unknown>) => void = () => {}) {
    const { content } = await ask(simulator, first)
    expect(content[0]?.type).toBe('thinking')
    change(content[0]!)
    return [question, assistant(content)]
  }

  it('is accepted unchanged', async () => {
    const messages = [...(await history()), user('And at noon?')]
    expect((await ask(simulator, { ...first, messages })).stop_reason).toBe('end_turn')
  })

  it('is refused when it was changed in the latest assistant message (R28)', async () => {
    const changed = await history((block) => {
      block.thinking = 'something else'
    })
    const { error } = await ask(simulator, { ...first, messages: [...changed, user('And at noon?')] })
    expect(error.message).toContain(
      '`thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified',
    )
  })

  it('is refused when an earlier turn was edited, on models that check it (R29)', async () => {
    const [, answer] = await history()
    const messages = [user('Another question'), answer, user('And at noon?')]
    const { error } = await ask(simulator, { ...first, messages })
    expect(error.message).toContain(
      'messages.1.content.0: Invalid `signature` in `thinking` block. The block is bound to a different conversation',
    )
    const elsewhere = await ask(simulator, { ...first, model: 'claude-opus-5', messages })
    expect(elsewhere.stop_reason).toBe('end_turn')
  })

  it('is refused with a signature that nobody wrote', async () => {
    const messages = [
      question,
      assistant([
        { type: 'thinking', thinking: 'a', signature: 'b' },
        { type: 'text', text: 'c' },
      ]),
      user('d'),
    ]
    const { error } = await ask(simulator, { ...first, messages })
    expect(error.message).toBe('messages.1.content.0: Invalid `signature` in `thinking` block')
  })

  it('may be left out', async () => {
    const [, answer] = (await history()) as { content: { type: string }[] }[]
    const kept = answer!.content.filter(({ type }) => type !== 'thinking')
    const messages = [question, assistant(kept), user('And at noon?')]
    expect((await ask(simulator, { ...first, messages })).stop_reason).toBe('end_turn')
  })
})
