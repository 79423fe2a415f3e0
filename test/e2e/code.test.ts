// The request as code: looked at beside the editor while it is edited, copied, saved, and left for the answer.
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeViolations } from '../support/axe.ts'
import { type App, launchApp } from '../support/launch-app.ts'

let app: App
beforeAll(async () => {
  app = await launchApp({ host: 'browser' })
  app.page.setDefaultTimeout(15_000)
})
afterAll(() => app.close())

const button = (name: string) => app.page.getByRole('button', { name, exact: true })
const code = () => app.page.getByRole('textbox', { name: 'Code', exact: true })
const language = (label: string) => app.page.getByRole('combobox', { name: 'Language' }).selectOption({ label })

it('shows what is typed as code, in each language, and gives it away', async () => {
  const { page } = app
  await button('Code').click()
  await code().getByText('client.messages.stream').waitFor()
  await page.getByRole('list', { name: 'About this code' }).getByText('Sampling needs').waitFor()
  expect(await axeViolations(page)).toEqual([])

  await page.getByRole('textbox', { name: 'System prompt' }).click()
  await page.keyboard.press('ControlOrMeta+Home')
  await page.keyboard.type('Say "hello" to {{customer}}. ')
  await code().getByText('customer: str').waitFor()
  await page.getByRole('switch', { name: 'Fill in variables' }).click()
  await expect.poll(() => code().textContent()).toContain(`'Say "hello" to {{customer}}. You sort`)

  await language('TypeScript')
  await page.getByRole('combobox', { name: 'SDK' }).selectOption('SDK 0.x')
  await code().getByText('new Anthropic()').waitFor()
  const download = page.waitForEvent('download')
  await button('Save as file').click()
  const saved = await download
  expect(saved.suggestedFilename()).toBe('support-triage.ts')
  expect(await readFile(await saved.path(), 'utf8')).toContain(`import Anthropic from '@anthropic-ai/sdk'`)

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await language('curl')
  await code().getByText('--no-buffer').waitFor()
  await button('Copy code').click()
  await page.getByText('Copied.').waitFor({ state: 'attached' })
  // The page's own policy keeps it from reading the clipboard, so it is pasted.
  await page.getByRole('textbox', { name: 'System prompt' }).click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('ControlOrMeta+V')
  await page.getByRole('textbox', { name: 'System prompt' }).getByText('curl --no-buffer').waitFor()
})

it('keeps what was chosen over a restart, and gives way to the answer of a run', async () => {
  app = await app.restart()
  await code().getByText('--no-buffer').first().waitFor()
  await button('Run').click()
  await app.page.getByRole('tab', { name: 'Rendered', selected: true }).waitFor()
})
