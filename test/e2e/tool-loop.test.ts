// The loop of tool calls as a user comes to it: what is missing is found from the answer, and every end says what is next.
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Prompt } from '#shared/prompt/prompt'
import { axeViolations } from '../support/axe.ts'
import { type App, launchApp } from '../support/launch-app.ts'
import { openFresh } from '../support/open-fresh.ts'

let app: App
beforeEach(async () => {
  app = await launchApp({ host: 'browser', scenario: 'fast' })
  app.page.setDefaultTimeout(15_000)
})
afterEach(async () => {
  expect(app.complaints()).toEqual([])
  await app.close()
})

const button = (name: string | RegExp) => app.page.getByRole('button', { name, exact: true })
const loop = () => app.page.getByRole('region', { name: 'Loop' })
const tool = (name: string) => ({ name, input_schema: { type: 'object', properties: { id: { type: 'integer' } } } })
const twoCalls: Prompt = {
  id: 'two',
  name: 'Two calls',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: '',
  messages: [{ id: 'm1', role: 'user', content: 'Where is my order, and what is the weather there?' }],
  prefill: '',
  settings: { max_tokens: 2_000, tools: [tool('find_order'), tool('get_weather')] },
  toolNotes: { find_order: { result: { text: 'in Oslo' } } },
}
const messages = async (id: string) => (await app.call('prompts.open', { id })).prompt.messages

it('a canned result that is missing is one press away, also in a small window; then the loop answers both calls', async () => {
  const { page } = app
  await page.setViewportSize({ width: 800, height: 600 })
  const id = await openFresh(app, twoCalls)
  await page.getByRole('textbox', { name: 'Message 1 text' }).waitFor()
  await page.keyboard.press('Control+Enter')
  await button('Answer the 2 tool calls').waitFor()
  await button('Set a canned result').click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Add a canned result')
  expect(await page.locator('[data-tool-name="get_weather"]').getByText('Add a canned result').count()).toBe(1)
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Canned result' }).fill('rain')
  await button('Run the loop').click()
  await loop().getByText('The model stopped: end_turn.').waitFor()
  expect(await axeViolations(page)).toEqual([])
  const results = (await messages(id)).at(-1)?.content
  expect(results).toMatchObject([
    { type: 'tool_result', content: 'in Oslo' },
    { type: 'tool_result', content: 'rain' },
  ])
})

it('a step that was taken back is taken again from the history; the limit says how to go on', async () => {
  const { page } = app
  const notes = { ...twoCalls.toolNotes, get_weather: { result: { text: 'rain' } } }
  const settings = { ...twoCalls.settings, tool_choice: { type: 'any' } }
  const id = await openFresh(app, { ...twoCalls, settings, toolNotes: notes })
  await page.getByRole('textbox', { name: 'Message 1 text' }).waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('textbox', { name: 'Most runs of the loop' }).fill('1')
  await page.keyboard.press('Enter')
  await button('Run the loop').click()
  await loop().getByText('It made 1 run, its limit: Run the loop goes on from here.').waitFor()
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await messages(id)).length).toBe(1)
  await page.getByRole('list', { name: 'Runs' }).getByRole('button').last().click()
  await page.getByText('read-only').waitFor()
  // In the smallest window the line above it and what is below leave some of the answer in sight.
  await page.setViewportSize({ width: 800, height: 600 })
  const heightOf = async (text: string) => (await page.getByText(text).locator('..').boundingBox())?.height
  await expect.poll(() => heightOf('read-only')).toBeLessThan(35)
  const answer = page.getByRole('article', { name: 'Answer' })
  await expect.poll(async () => (await answer.boundingBox())?.height).toBeGreaterThan(40)
  await button('Run the loop').click()
  await page.getByText('read-only').waitFor({ state: 'detached' })
  await loop().getByText('It made 1 run, its limit').waitFor()
  await expect.poll(async () => (await messages(id)).length).toBe(3)
})
