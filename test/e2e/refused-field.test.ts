// What the API refuses is said in its words, at the control that it names, with the fix that the rules have for it.
import { afterEach, describe, expect, it } from 'vitest'
import { axeViolations } from '../support/axe.ts'
import { type App, launchApp, pageHosts } from '../support/launch-app.ts'

let app: App
afterEach(() => app.close())

describe.each(pageHosts())('in the host %s', (host) => {
  it('a refused field is marked until it is mended, and mended from where the error stands', async () => {
    app = await launchApp({ host, scenario: 'fast' })
    const { page } = app
    const { prompt } = await app.call('prompts.open', { id: 'example-support-triage' })
    await app.call('prompts.journal', { prompt: { ...prompt, apiVersion: '2026-10-21' } })
    await page.reload()
    await page.getByRole('textbox', { name: 'Message 3 text' }).waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('button', { name: 'Run anyway' }).last().click()
    const error = page.getByRole('alert', { name: 'Error' })
    await error.getByText('temperature: Extra inputs are not permitted').waitFor()
    await error.getByRole('button', { name: /^req_/ }).waitFor()
    const field = page.getByRole('textbox', { name: 'Temperature' })
    await page.getByText('The API refused this:').waitFor()
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
    expect(await axeViolations(page)).toEqual([])

    // The control is found wherever it is: not in the page while the request is shown as JSON.
    await page.keyboard.press('Control+Shift+E')
    await field.waitFor({ state: 'detached' })
    await error.getByRole('button', { name: 'Show temperature' }).click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Temperature')
    await error.getByRole('button', { name: 'Do not send' }).click()
    await page.getByText('The API refused this:').waitFor({ state: 'detached' })
    await expect.poll(() => field.getAttribute('aria-invalid')).not.toBe('true')
    expect(await field.inputValue()).toBe('')
    expect(app.complaints()).toEqual([])
  })
})
