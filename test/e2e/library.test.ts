// The library, as a user keeps it: tabs, the quick switch, what changes outside, snapshots.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { axeViolations } from '../support/axe.ts'
import { launchApp } from '../support/launch-app.ts'

it('has tabs, finds prompts by letters, keeps unsaved edits from what changes outside, and restores a snapshot', async () => {
  const app = await launchApp({ host: 'browser' })
  onTestFinished(() => app.close())
  const { page } = app
  page.setDefaultTimeout(15_000)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const system = page.getByRole('textbox', { name: 'System prompt' })
  const tabs = page.getByRole('tablist', { name: 'Open prompts' }).getByRole('tab')

  await page.keyboard.press('Control+p')
  await page.getByRole('combobox', { name: 'Switch prompt' }).fill('rlsnt')
  await page.getByRole('option').first().getByText('Release note').waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => tabs.allTextContents()).toEqual(['Support triage', 'Release note, the modern way'])
  expect(await axeViolations(page)).toEqual([])
  await page.locator('[role="tab"][draggable="true"]').nth(1).waitFor()
  await page.locator('[role="tablist"][data-drop-target-for-element="true"]').waitFor()
  await tabs.nth(1).dragTo(tabs.nth(0), { targetPosition: { x: 4, y: 12 } })
  await expect.poll(() => tabs.allTextContents()).toEqual(['Release note, the modern way', 'Support triage'])

  await app.call('library.createFolder', { parent: '', name: 'Support' })
  const folder = page.getByRole('listitem').filter({ has: button('Support') })
  await page.locator('li[data-drop-target-for-element="true"]', { has: button('Support') }).waitFor()
  const row = page.locator('[data-prompt="example-support-triage"] [draggable="true"]')
  await row.dragTo(folder)
  const fileOf = async (id: string) => (await app.call('prompts.list', {})).find((entry) => entry.id === id)?.file
  await expect.poll(() => fileOf('example-support-triage')).toBe('Support/support-triage.json')
  await row.dragTo(page.locator('[data-prompt="example-release-note"]'))
  await expect.poll(() => fileOf('example-support-triage')).toBe('support-triage.json')
  await page.keyboard.press('Alt+w')
  await expect.poll(() => tabs.count()).toBe(0)

  await button('Support triage').first().click()
  await page.getByRole('menuitem', { name: 'Snapshots…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name of a new snapshot' }).fill('Before')
  await dialog.getByRole('button', { name: 'Take snapshot' }).click()
  await dialog.getByRole('button', { name: /^Before/ }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })

  await system.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' Mine.')
  const file = join((await app.call('app.info', {})).libraryFolder, 'support-triage.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('Never invent', 'Do not invent'))
  await button('Compare…').click()
  await dialog.getByText('Do not').waitFor()
  await dialog.getByRole('button', { name: 'Keep mine' }).click()
  await page.getByText('Your version is in the file.').waitFor()
  expect(readFileSync(file, 'utf8')).toContain('Mine.')

  await button('Support triage').first().click()
  await page.getByRole('menuitem', { name: 'Snapshots…' }).click()
  await dialog.getByRole('button', { name: /^Before/ }).click()
  await dialog.getByRole('button', { name: 'Restore' }).click()
  await expect.poll(() => system.textContent()).not.toContain('Mine.')
})
