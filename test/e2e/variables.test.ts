// Variables, starters and the prefill lab, as a user meets them.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { axeViolations } from '../support/axe.ts'
import { type App, launchApp } from '../support/launch-app.ts'

let app: App
beforeEach(async () => {
  app = await launchApp({ host: 'browser', scenario: 'fast' })
  app.page.setDefaultTimeout(20_000)
})
afterEach(() => app.close())

const button = (name: string | RegExp) => app.page.getByRole('button', { name })
const drawer = () => app.page.getByRole('region', { name: 'Variables' })
const value = (name: string) => drawer().getByRole('textbox', { name: `Value of ${name}`, exact: true })
const stored = async (id = 'example-support-triage') => (await app.call('prompts.open', { id })).prompt
const runsOf = async () => (await app.call('runs.list', { before: null, limit: 5 })).runs

it('a name in braces is listed, gets a value, is renamed everywhere in one step, and is sent filled', async () => {
  const { page } = app
  const system = page.getByRole('textbox', { name: 'System prompt' })
  await system.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('\nYou work for {{shop}}. Sign as {{shop}}.')
  await button('1 finding').waitFor()
  await page.keyboard.press('Control+e')
  await drawer().getByText('1 variable, 1 without a value').waitFor()
  await expect.poll(() => value('shop').evaluate((field) => field === document.activeElement)).toBe(true)
  await page.keyboard.type('Acme Ltd')
  await drawer().getByText('1 variable', { exact: true }).waitFor()

  await drawer().getByRole('button', { name: 'shop', exact: true }).click()
  await page.getByRole('textbox', { name: 'New name of shop' }).fill('company')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await stored()).variables).toEqual({ values: { company: 'Acme Ltd' } })
  expect((await stored()).system).toContain('for {{company}}. Sign as {{company}}.')
  await system.press('Control+z')
  await expect.poll(async () => (await stored()).variables).toEqual({ values: { shop: 'Acme Ltd' } })
  expect(await axeViolations(page)).toEqual([])

  await system.locator('.cm-variable').first().hover()
  await page.getByText('Acme Ltd', { exact: true }).and(page.locator('.cm-tooltip *')).waitFor()

  await button('Rendered').click()
  const rendered = page.getByRole('dialog', { name: 'Rendered' })
  await rendered.getByText('1 variable filled in at 2 places.').waitFor()
  expect(await rendered.locator('mark').allTextContents()).toEqual(['Acme Ltd', 'Acme Ltd'])
  expect(await axeViolations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+e')
  await expect.poll(() => drawer().count()).toBe(0)

  await page.keyboard.press('Control+Enter')
  await expect.poll(async () => (await runsOf())[0]?.state).toBe('completed')
  const { request } = await app.call('runs.get', { id: (await runsOf())[0]!.id })
  expect(request.body.system).toContain('You work for Acme Ltd. Sign as Acme Ltd.')
})

it('a starter becomes a prompt of one’s own; where its prefill is refused, Try both runs two other ways', async () => {
  const { page } = app
  await button('New from a starter…').click()
  const starters = page.getByRole('dialog', { name: 'New from a starter' })
  await starters.getByRole('button', { name: /^JSON by prefill/ }).click()
  await starters.waitFor({ state: 'detached' })
  const message = page.getByRole('textbox', { name: 'Message 1 text' })
  await expect.poll(() => message.evaluate((field) => field === document.activeElement)).toBe(true)
  const card = page.getByRole('group', { name: 'Prefill' })
  await card.getByText('It has to close }').waitFor()
  await page.keyboard.press('Control+Enter')
  await card.getByText('a simulated value').waitFor()
  expect(await card.getByText(/It (has to|did not) close/).count()).toBe(0)
  await page.getByRole('combobox', { name: 'Model' }).fill('claude-sonnet-4-6')
  await page.keyboard.press('Enter')
  await card.getByText('Other ways:').waitFor()

  await card.getByRole('button', { name: 'Try both…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Try both' })
  await dialog.getByText(/At most about \$0\.\d+ together/).waitFor()
  expect(await runsOf()).toHaveLength(1)
  await dialog.getByRole('button', { name: 'Run both' }).click()
  await expect
    .poll(async () => (await runsOf()).map(({ state }) => state))
    .toEqual(['completed', 'completed', 'completed'])
  await expect.poll(() => dialog.getByText('Valid JSON').count()).toBeGreaterThan(0)
  expect(await axeViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Use A' }).click()
  await button('No findings').waitFor()
  await expect.poll(async () => (await app.call('settings.get', {})).openPromptId).not.toBe('example-support-triage')
  const { openPromptId } = await app.call('settings.get', {})
  await expect.poll(async () => (await stored(openPromptId!)).prefill).toBe('')
  expect((await stored(openPromptId!)).settings.output_config).toMatchObject({ format: { type: 'json_schema' } })
})

it('braces in a value are text there, and what cannot be seen in it is seen as it is sent', async () => {
  const { page } = app
  const prompt = await stored()
  const values = { shop: 'Acme {{name}}\u200b Ltd' }
  await app.call('prompts.journal', { prompt: { ...prompt, system: 'For {{shop}}.', variables: { values } } })
  await page.reload()
  const system = page.getByRole('textbox', { name: 'System prompt' })
  await system.locator('.cm-variable').waitFor()
  await page.keyboard.press('Control+e')
  await value('shop').getByText('U+200B').waitFor()
  expect(await value('shop').locator('.cm-variable').count()).toBe(0)
  await button('Rendered').click()
  const filled = page.getByRole('dialog', { name: 'Rendered' }).locator('mark')
  expect(await filled.textContent()).toBe(values.shop)
  expect(await filled.locator('[data-code="U+200B"]').count()).toBe(1)
})
