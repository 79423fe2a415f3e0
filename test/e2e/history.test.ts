// The history as a person meets it: found by its words, looked at, restored and deleted.
import type { Locator } from 'playwright'
import { afterEach, expect, it } from 'vitest'
import { axeViolations } from '../support/axe.ts'
import { type App, launchApp } from '../support/launch-app.ts'

let app: App
afterEach(() => app.close())

it('finds a run by its words, restores it as a new draft, and deletes it after asking', async () => {
  app = await launchApp({ host: 'browser', scenario: 'fast' })
  const { page } = app
  await page.keyboard.press('Control+Enter')
  await expect
    .poll(async () => (await app.call('runs.list', { before: null, limit: 1 })).runs[0]?.state)
    .toBe('completed')

  const system = page.getByRole('textbox', { name: 'System prompt' })
  await system.and(page.locator('.cm-content')).focus()
  const hasFocus = (locator: Locator) => locator.evaluate((element) => element === document.activeElement)
  await page.keyboard.press('Control+Shift+F')
  const search = page.getByRole('searchbox', { name: 'Search runs' })
  await expect.poll(() => hasFocus(search)).toBe(true)
  await page.keyboard.press('Escape')
  await search.waitFor({ state: 'detached' })
  expect(await hasFocus(system)).toBe(true)
  await page.keyboard.press('Control+Shift+F')
  await search.fill('charged tw')
  const view = page.getByRole('region', { name: 'All runs' })
  await view.locator('mark').first().waitFor()
  expect(await axeViolations(page)).toEqual([])

  // In a low room the list has it: the filters come when they are asked for.
  const usual = page.viewportSize()!
  await page.setViewportSize({ width: 800, height: 600 })
  const model = view.getByRole('combobox', { name: 'Model' })
  await model.waitFor({ state: 'hidden' })
  await view.getByRole('button', { name: 'Filters' }).click()
  await model.waitFor()
  await page.setViewportSize(usual)

  await view.locator('button', { has: page.locator('mark') }).click()
  await view.getByRole('textbox', { name: 'Note' }).fill('keep in mind')
  await page.keyboard.press('Enter')
  await expect
    .poll(async () => (await app.call('runs.list', { before: null, limit: 1 })).runs[0]?.note)
    .toBe('keep in mind')

  await page.getByRole('button', { name: 'Diff with draft' }).click()
  const diff = page.getByRole('dialog', { name: 'Diff with draft' })
  await diff.getByText('No difference').waitFor()
  await page.keyboard.press('Escape')
  const before = (await app.call('prompts.list', {})).length
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await page.getByText('is restored as a new draft').waitFor()
  await search.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect.poll(async () => (await app.call('prompts.list', {})).length).toBe(before)

  await page.keyboard.press('Control+Shift+F')
  await search.waitFor()
  await view.getByRole('checkbox', { name: /^Select the run/ }).check()
  await view.getByRole('button', { name: 'Delete…', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect.poll(async () => (await app.call('runs.list', { before: null, limit: 1 })).runs).toEqual([])
})
