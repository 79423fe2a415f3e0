import type { Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Prompt } from '#shared/prompt/prompt'
import { axeViolations } from '../support/axe.ts'
import { type App, launchApp } from '../support/launch-app.ts'
import { openFresh } from '../support/open-fresh.ts'

let app: App
let page: Page
let id: string
const prompt: Prompt = {
  id: 'cards',
  name: 'Cards',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: '',
  messages: [
    { id: 'a', role: 'user', content: 'What is the weather in Oslo?' },
    { id: 'b', role: 'user', content: 'And in Bergen?' },
    {
      id: 'c',
      role: 'assistant',
      content: [{ type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: { city: 'Oslo' } }],
    },
    { id: 'd', role: 'user', content: '' },
  ],
  prefill: '',
  settings: { max_tokens: 100 },
}
const messages = async () => (await app.call('prompts.open', { id })).prompt.messages
const contentOf = async (message: string) => (await messages()).find((one) => one.id === message)?.content
const card = (number: number) => page.getByRole('group', { name: new RegExp(`^Message ${number} `) })
const choose = (name: string | RegExp) => page.getByRole('menuitem', { name }).click()
/** The accessible name of what has the focus. */
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

async function add(number: number, kind: string) {
  await card(number).hover()
  await page.getByRole('button', { name: `Add block to message ${number}`, exact: true }).click()
  await choose(kind)
}

beforeAll(async () => {
  app = await launchApp({ host: 'browser' })
  page = app.page
  page.setDefaultTimeout(15_000)
})
afterAll(() => app.close())
beforeEach(async () => {
  id = await openFresh(app, prompt)
  await card(4).waitFor()
  // The settings would cover the last card.
  await page
    .getByRole('button', { name: /^Settings/ })
    .first()
    .click()
})

describe('the cards of messages', () => {
  it('take blocks: a result for the open call, filled in, and JSON that is no good yet is not sent and not lost', async () => {
    await add(4, 'Tool result')
    await expect.poll(focused).toBe('Result of get_weather')
    await page.keyboard.type('12 degrees')
    await expect
      .poll(() => contentOf('d'))
      .toEqual([{ type: 'tool_result', tool_use_id: 'toolu_1', content: '12 degrees' }])
    const input = page.getByRole('textbox', { name: 'Input of get_weather' })
    await input.click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type(',')
    await page.getByText('the last good value is sent').waitFor()
    await page.keyboard.press('Backspace')
    await page.getByText('the last good value is sent').waitFor({ state: 'hidden' })
    expect(await contentOf('c')).toEqual(prompt.messages[2]!.content)
    expect(await axeViolations(page)).toEqual([])
  })

  it('are split at the caret and merged again, each in one step that Undo takes back', async () => {
    await page.getByRole('textbox', { name: 'Message 1 text' }).click()
    await page.keyboard.press('Control+Home')
    for (let key = 0; key < 7; key += 1) await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: 'More for message 1' }).click()
    await choose('Split at the caret')
    await expect
      .poll(async () => (await messages()).map(({ content }) => content).slice(0, 2))
      .toEqual(['What is', ' the weather in Oslo?'])
    await expect.poll(focused).toBe('Message 2 text')
    await page.getByRole('button', { name: 'More for message 1' }).click()
    await choose('Merge with the next')
    await expect.poll(() => contentOf('a')).toBe('What is\n\n the weather in Oslo?')
    await page.getByRole('textbox', { name: 'Message 1 text' }).click()
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect.poll(messages).toEqual(prompt.messages)
  })

  it('are selected, a range with Shift, and muted, moved and deleted together', async () => {
    await card(1).hover()
    await page.getByRole('checkbox', { name: 'Select message 1' }).click()
    await page.getByRole('checkbox', { name: 'Select message 2' }).focus()
    await page.keyboard.press('Shift+Space')
    const bar = page.getByRole('toolbar', { name: 'Selected messages' })
    await bar.getByText('2 selected').waitFor()
    await bar.getByRole('button', { name: 'Mute' }).click()
    await bar.getByRole('button', { name: 'Move down' }).click()
    await expect
      .poll(async () => (await messages()).map(({ id: one, muted }) => (muted ? `${one}!` : one)).join(' '))
      .toBe('c a! b! d')
    await page.keyboard.press('Escape')
    await bar.waitFor({ state: 'hidden' })
    await card(2).hover()
    await page.getByRole('checkbox', { name: 'Select message 2' }).click()
    await bar.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => (await messages()).map(({ id: one }) => one).join('')).toBe('cabd')
  })

  it('collapse, are pinned, and carry cache breakpoints that the strip draws', async () => {
    await card(1).hover()
    await page.getByRole('button', { name: 'Collapse message 1' }).click()
    await page.getByRole('textbox', { name: 'Message 1 text' }).waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'What is the weather in Oslo?' }).click()
    await page.getByRole('textbox', { name: 'Message 1 text' }).waitFor()
    await page.getByRole('button', { name: 'More for message 2' }).click()
    await choose(/^Pin/)
    await page.getByRole('button', { name: 'More for message 2' }).click()
    await choose('Cache up to here: 1 hour')
    const strip = page.getByRole('region', { name: 'Cache' })
    await strip.getByText('up to message 2').waitFor()
    // From the line down to the end of the block, in the margin, also once a card above it has become lower.
    const rail = () =>
      strip.evaluate((line) => {
        const pieces = [...line.querySelectorAll('[data-ttl="1h"]')].map((piece) => piece.getBoundingClientRect())
        const block = document.querySelector('[data-message="b"] [data-block-text="0"]')?.getBoundingClientRect()
        const [piece] = pieces
        if (pieces.length !== 1 || !piece || !block) return null
        const isNear = (one: number, other: number) => Math.abs(one - other) <= 1
        return {
          begins: isNear(piece.top, line.getBoundingClientRect().bottom),
          ends: isNear(piece.bottom, block.bottom),
          inMargin: piece.right <= line.getBoundingClientRect().left,
        }
      })
    await expect.poll(rail).toEqual({ begins: true, ends: true, inMargin: true })
    await card(1).hover()
    await page.getByRole('button', { name: 'Collapse message 1' }).click()
    await page.getByRole('textbox', { name: 'Message 1 text' }).waitFor({ state: 'hidden' })
    await expect.poll(rail).toEqual({ begins: true, ends: true, inMargin: true })
    const block = { type: 'text', text: 'And in Bergen?', cache_control: { type: 'ephemeral', ttl: '1h' } }
    await expect
      .poll(async () => (await messages())[1])
      .toEqual({ id: 'b', role: 'user', content: [block], pinned: true })
  })
})
