// A conversation as a person leads it: the next turn, another way from a turn, and less of it when it grows too long.
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Prompt } from '#shared/prompt/prompt'
import type { Run } from '#shared/runs/run'
import { axeViolations } from '../support/axe.ts'
import { type App, launchApp } from '../support/launch-app.ts'

let app: App
let page: Page

const prompt: Prompt = {
  id: 'talk',
  name: 'Talk',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: 'Be brief.',
  messages: [{ id: 'm1', role: 'user', content: 'Say hello in three languages.' }],
  prefill: '',
  settings: { max_tokens: 400 },
}

beforeAll(async () => {
  app = await launchApp({ host: 'browser', scenario: 'fast' })
  page = app.page
  page.setDefaultTimeout(20_000)
  await app.call('prompts.create', { prompt })
  await app.call('settings.set', { openPromptId: prompt.id })
  await page.reload()
  await page.getByRole('textbox', { name: 'Message 1 text' }).waitFor()
})
afterAll(() => app.close())

const nextTurn = () => page.getByRole('textbox', { name: 'Next user turn' })
const messages = () => page.getByRole('group', { name: /^Message \d+ / })

/** The newest run of the open prompt, once so many have ended. */
async function ended(count: number): Promise<Run> {
  const own = async () => {
    const { runs } = await app.call('runs.list', { before: null, limit: 50 })
    return runs.filter(({ promptId, state }) => promptId === prompt.id && state === 'completed')
  }
  await expect.poll(async () => (await own()).length).toBe(count)
  // The window is told a moment later.
  await page.getByRole('button', { name: /^Run/ }).first().waitFor()
  return await app.call('runs.get', { id: (await own())[0]?.id ?? '' })
}

async function openContext() {
  await page.getByRole('button', { name: /^Context window/ }).click()
  await page.getByRole('dialog', { name: 'Context window' }).waitFor()
}

/** Whether an element is where a click would meet it. */
function isInSight(element: Element): boolean {
  const { left, top, bottom } = element.getBoundingClientRect()
  return element.contains(document.elementFromPoint(left + 20, Math.min((top + bottom) / 2, innerHeight - 1)))
}

it('sends what is typed under an answer as the next turn, by its key', async () => {
  await page.keyboard.press('Control+Enter')
  await ended(1)
  for (const [index, words] of ['And in Latin?', 'And in Greek?'].entries()) {
    await nextTurn().fill(words)
    await page.keyboard.press('Control+Shift+Enter')
    const { request } = await ended(index + 2)
    expect(request.body.messages).toHaveLength(3 + index * 2)
    expect(request.body.messages.at(-1)).toEqual({ role: 'user', content: words })
  }
  await expect.poll(() => messages().count()).toBe(5)
  // What was sent last is in sight.
  await expect.poll(() => messages().last().evaluate(isInSight)).toBe(true)
  await nextTurn().waitFor()
  expect(await axeViolations(page)).toEqual([])
})

it('tells what takes the room, and mutes the oldest turns to keep a budget, after the diff was seen', async () => {
  await openContext()
  const parts = page.getByRole('region', { name: 'Largest parts' })
  await parts.getByText(/6 counted by the server/).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await page.getByRole('textbox', { name: 'Budget in input tokens' }).fill('60')
  await page.getByRole('button', { name: 'Fit to budget…' }).click()
  await page
    .getByRole('dialog', { name: 'Fit to budget' })
    .getByRole('button', { name: /^Mute \d messages$/ })
    .click()
  await page.getByText(/muted/).first().waitFor()
  await page.keyboard.press('Control+z')
})

it('summarises older turns with another model, says the cost before, and applies the change as one step', async () => {
  await openContext()
  await page.getByRole('button', { name: 'Summarise older turns…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Summarise older turns' })
  await dialog.getByText(/^At most/).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Summarise', exact: true }).click()
  const change = page.getByRole('dialog', { name: 'Summarise older turns' }).getByRole('button', { name: 'Apply' })
  await change.click()
  await expect.poll(() => page.getByText('<summary_of_earlier_turns>').count()).toBeGreaterThan(0)
})

it('goes on in a branch, and begins anew with everything but the messages', async () => {
  await page.getByRole('button', { name: 'More for message 5' }).click()
  await page.getByRole('menuitem', { name: /^Branch from here/ }).click()
  await page.getByRole('banner').getByRole('button', { name: 'Talk, branch 1', exact: true }).waitFor()
  await page.keyboard.press('Alt+Shift+N')
  await expect.poll(() => messages().count()).toBe(1)
  expect(await page.getByRole('textbox', { name: 'System prompt' }).textContent()).toContain('Be brief.')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => messages().count()).toBe(5)
})
