// Every stop reason says what can be done next, and each of these buttons does it, from the click to the simulator's answer.
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Prompt } from '#shared/prompt/prompt'
import { answerText, type Run } from '#shared/runs/run'
import { axeViolations } from '../support/axe.ts'
import { type App, launchApp, pageHosts } from '../support/launch-app.ts'

let app: App
let page: Page
let made = 0

const fact = (name: string) => page.getByLabel(name, { exact: true })
const steps = () => page.getByRole('group', { name: 'Next steps' }).getByRole('button')
const step = (name: string | RegExp) => page.getByRole('group', { name: 'Next steps' }).getByRole('button', { name })

const hello: Prompt['messages'] = [{ id: 'm1', role: 'user', content: 'Say hello in three languages.' }]

/** Makes this prompt, opens it, and tells the simulator what to do with it. */
async function open(changes: Partial<Prompt>, scenario = 'fast'): Promise<Prompt> {
  made += 1
  const prompt: Prompt = {
    id: `next-${made}`,
    name: `Next ${made}`,
    model: 'claude-haiku-4-5',
    apiVersion: 'automatic',
    system: '',
    messages: hello,
    prefill: '',
    settings: { max_tokens: 400 },
    ...changes,
  }
  await app.call('prompts.create', { prompt })
  await app.call('settings.set', { openPromptId: prompt.id })
  await app.call('simulator.setScenario', { scenario })
  await page.reload()
  await page
    .getByRole('button', { name: `Next ${made}`, exact: true })
    .first()
    .waitFor()
  await page.getByRole('textbox', { name: 'Message 1 text' }).waitFor()
  return prompt
}

async function runs(): Promise<Run[]> {
  const { runs: rows } = await app.call('runs.list', { before: null, limit: 50 })
  const own = rows.filter(({ promptId }) => promptId === `next-${made}`)
  return await Promise.all(own.map(({ id }) => app.call('runs.get', { id })))
}

/** The newest run of the open prompt, once so many have ended. */
async function ended(count: number): Promise<Run> {
  await expect.poll(async () => (await runs()).filter(({ state }) => state !== 'running')).toHaveLength(count)
  await page.getByRole('button', { name: /^Run/ }).first().waitFor()
  const [newest] = await runs()
  if (!newest) throw new Error('there is no run')
  return newest
}

async function run(): Promise<Run> {
  await page.keyboard.press('Control+Enter')
  return await ended(1)
}

const draft = async () => (await app.call('prompts.open', { id: `next-${made}` })).prompt
const focusedLabel = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null)

describe.each(pageHosts())('in the host %s', (host) => {
  beforeAll(async () => {
    app = await launchApp({ host })
    page = app.page
    page.setDefaultTimeout(20_000)
  })
  afterAll(() => app.close())
  afterEach(() => expect(app.complaints()).toEqual([]))

  it('max_tokens: Continue goes on from a prefill, and the two parts are shown as one answer', async () => {
    await open({ settings: { max_tokens: 12 } })
    const first = await run()
    expect(first.stopReason).toBe('max_tokens')
    await fact('Stop reason').getByText('The answer reached max_tokens (12) and was cut there.').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await step('Continue').focus()
    await page.keyboard.press('Enter')
    const second = await ended(2)
    const said = answerText(first.response).trimEnd()
    expect(second.request.body.messages.at(-1)).toEqual({ role: 'assistant', content: said })
    expect(second.prefill).toBe(said)
    expect(second.error).toBeNull()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('tabpanel')
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await draft()).prefill).toBe('')
  })

  it('max_tokens where the model takes no prefill: Continue sends the answer back and quotes its end', async () => {
    await open({ model: 'claude-opus-4-8', settings: { max_tokens: 12 } })
    const first = await run()
    await step('Continue').click()
    const second = await ended(2)
    expect(second.error).toBeNull()
    const said = answerText(first.response).trimEnd()
    expect(second.request.body.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
    expect(second.request.body.messages[1]?.content).toBe(said)
    expect(second.request.body.messages[2]?.content).toContain(said.slice(-10))
  })

  it('max_tokens: it runs again with twice as much', async () => {
    await open({ settings: { max_tokens: 12 } })
    await run()
    await step('Run again with max_tokens 24').click()
    const second = await ended(2)
    expect(second.request.body.max_tokens).toBe(24)
    expect(second.request.body.messages).toHaveLength(1)
    await step('Run again with max_tokens 48').waitFor()
  })

  it('stop_sequence: Reply adds the answer and a message to write; Continue goes past the sequence', async () => {
    await open({ settings: { max_tokens: 400, stop_sequences: ['l'] } })
    const first = await run()
    expect(first.stopReason).toBe('stop_sequence')
    await fact('Stop reason').getByText('The answer came to your stop sequence "l".').waitFor()
    await step('Reply').click()
    await page.getByRole('textbox', { name: 'Message 3 text' }).waitFor()
    await expect.poll(focusedLabel).toBe('Message 3 text')
    await page.keyboard.type('And in Latin?')
    await page.keyboard.press('Control+Enter')
    const second = await ended(2)
    expect(second.request.body.messages.at(-1)).toEqual({ role: 'user', content: 'And in Latin?' })
    await open({ settings: { max_tokens: 400, stop_sequences: ['e'] } })
    const cut = await run()
    await step('Continue past it').click()
    expect((await ended(2)).prefill).toBe(`${answerText(cut.response)}e`)
  })

  it('tool_use: the calling turn comes back as it was, thinking included, with a result to write for its call', async () => {
    const tool = {
      name: 'get_weather',
      description: 'The weather at a place',
      input_schema: { type: 'object', properties: { place: { type: 'string' } }, required: ['place'] },
    }
    await open({
      messages: [{ id: 'm1', role: 'user', content: 'What is the weather in Bergen?' }],
      settings: { max_tokens: 4_000, tools: [tool], thinking: { type: 'enabled', budget_tokens: 1_024 } },
    })
    const first = await run()
    expect(first.stopReason).toBe('tool_use')
    await fact('Stop reason').getByText('The model calls get_weather and waits for its result.').waitFor()
    await step('Answer the tool call').click()
    await page.getByRole('textbox', { name: 'Result of get_weather' }).waitFor()
    await expect.poll(focusedLabel).toBe('Result of get_weather')
    await expect.poll(() => steps().count()).toBe(0)
    await page.keyboard.type('12 degrees, rain')
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Control+Enter')
    const second = await ended(2)
    expect(second.error).toBeNull()
    expect(second.stopReason).toBe('end_turn')
    const call = first.response.content.find(({ type }) => type === 'tool_use')
    expect(second.request.body.messages.slice(1)).toEqual([
      { role: 'assistant', content: first.response.content },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: call?.id, content: '12 degrees, rain' }] },
    ])
    expect(first.response.content[0]?.type).toBe('thinking')
  })

  it('pause_turn: Go on sends the turn back as it came', async () => {
    const search = { type: 'web_search_20250305', name: 'web_search' }
    await open({ model: 'claude-opus-5-5', settings: { max_tokens: 4_000, tools: [search] } }, 'pause-turn?pace=fast')
    const first = await run()
    expect(first.stopReason).toBe('pause_turn')
    await step('Go on').click()
    const second = await ended(2)
    expect(second.error).toBeNull()
    expect(second.stopReason).toBe('end_turn')
    expect(second.request.body.messages.at(-1)).toEqual({ role: 'assistant', content: first.response.content })
  })

  it('refusal: says what the category means, leads to the message, and can leave that turn out', async () => {
    const messages: Prompt['messages'] = [
      ...hello,
      { id: 'm2', role: 'assistant', content: 'Hello, bonjour, hola.' },
      { id: 'm3', role: 'user', content: 'Something refused.' },
    ]
    await open({ messages }, 'refusal?category=bio&pace=fast')
    await run()
    await fact('Stop reason')
      .getByText(
        /declined to answer \(bio\): the request could enable biological harm.*It says: This request was declined/,
      )
      .waitFor()
    expect(await axeViolations(page)).toEqual([])
    await step('Rephrase').click()
    await expect.poll(focusedLabel).toBe('Message 3 text')
    await step('Leave that turn out').click()
    await expect
      .poll(async () => (await draft()).messages.map(({ muted }) => muted ?? false))
      .toEqual([false, false, true])
  })

  it('model_context_window_exceeded: says the numbers, mutes the oldest turns or takes a larger model', async () => {
    const turn = (index: number): Prompt['messages'] => [
      { id: `u${index}`, role: 'user', content: `Question ${index}: ${'why '.repeat(50)}` },
      { id: `a${index}`, role: 'assistant', content: `Answer ${index}: ${'so '.repeat(50)}` },
    ]
    await open(
      { messages: [...turn(1), ...turn(2), ...hello], settings: { max_tokens: 8_000 } },
      'context-full?pace=fast',
    )
    const first = await run()
    expect(first.stopReason).toBe('model_context_window_exceeded')
    await fact('Stop reason')
      .getByText('The request (199,980 tokens) and the answer (20) filled the model’s context window of about 200,000.')
      .waitFor()
    await step('Mute the 2 oldest messages').click()
    await expect
      .poll(async () => (await draft()).messages.filter(({ muted }) => muted).map(({ id }) => id))
      .toEqual(['u1', 'a1'])
    await step('Use Claude Haiku 5.5').click()
    await expect.poll(async () => (await draft()).model).toBe('claude-haiku-5-5')
  })

  it.each([
    ['unknown-event?kind=stop_reason&pace=fast', 'A reason that Antiphon does not know yet.', ['Reply', 'Continue']],
    ['cut?after=900&how=close&pace=fast', 'The answer ended too early.', ['Continue']],
    ['error-event?pace=fast', 'The API is overloaded', ['Continue']],
  ])('%s: what came can be continued', async (scenario, words, expected) => {
    await open({ messages: [{ id: 'm1', role: 'user', content: 'Tell me about rivers.' }] }, scenario)
    await run()
    await fact('Stop reason').getByText(words).waitFor()
    await expect.poll(() => steps().allTextContents()).toEqual(expected)
    await app.call('simulator.setScenario', { scenario: 'fast' })
    await step('Continue').click()
    expect(await ended(2)).toMatchObject({ state: 'completed', error: null })
  })

  it('a stopped run: Continue; and a prompt that was edited since is changed, not run', async () => {
    await open({}, 'slow?ms=300')
    await page.keyboard.press('Control+Enter')
    await fact('First token').filter({ hasText: /\d/ }).waitFor()
    await page.keyboard.press('Escape')
    const first = await ended(1)
    expect(first.state).toBe('stopped')
    await step('Continue').waitFor()
    await page.getByRole('textbox', { name: 'Message 1 text' }).click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' Quickly.')
    await step('Continue…').click()
    const prefill = page.getByRole('textbox', { name: 'Prefill' })
    await expect.poll(() => prefill.textContent()).not.toBe('')
    expect(await runs()).toHaveLength(1)
  })

  it('buttons and words stay in sight in a small window and a dark one', async () => {
    await page.setViewportSize({ width: 800, height: 600 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await open({ settings: { max_tokens: 12 } })
    await run()
    const isInSight = async () => {
      const box = await step(/^Run again/).boundingBox()
      return box && box.x >= 0 && box.x + box.width <= 800 && box.y + box.height <= 600
    }
    await expect.poll(isInSight).toBe(true)
    expect(await axeViolations(page)).toEqual([])
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.emulateMedia({ colorScheme: 'light' })
  })
})
