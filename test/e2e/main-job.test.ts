// What Antiphon is for, as a newcomer does it: run the example, watch it stream, find it again after a restart.
import type { Locator, Page } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { answerText } from '#shared/runs/run'
import { type Simulator, startSimulator } from '#simulator/simulator'
import { type App, hostsUnderTest, launchApp, pageHosts } from '../support/launch-app.ts'

let app: App
let server: Simulator | null = null
afterEach(async () => {
  await app.close()
  await server?.close()
  server = null
})

const fact = (page: Page, name: string) => page.getByLabel(name, { exact: true })
const isDone = (page: Page) =>
  fact(page, 'Stop reason')
    .filter({ hasText: /end_turn|stop_sequence|max_tokens/ })
    .waitFor()
const history = (page: Page) => page.getByRole('list', { name: 'Runs' }).getByRole('button')
const panel = (page: Page) => page.getByRole('tabpanel')

/** The text once it has stopped growing: what has come is drawn by and by. */
async function whole(text: Locator): Promise<string> {
  let last = ''
  await expect
    .poll(async () => {
      const before = last
      last = (await text.textContent()) ?? ''
      return last !== '' && last === before
    })
    .toBe(true)
  return last
}

/** Every state that a text went through until it was as expected. */
async function lengthsUntil(text: Locator, isEnough: () => Promise<boolean>): Promise<number[]> {
  const lengths = new Set<number>()
  while (!(await isEnough())) lengths.add(((await text.textContent()) ?? '').length)
  return [...lengths]
}

describe.each(hostsUnderTest())('in the host %s', (host) => {
  it('a newcomer presses Run, watches the response stream in, and finds it again after a restart', async () => {
    app = await launchApp({ host })
    let { page } = app
    await page.getByText('Press Run.').waitFor()
    await page.getByRole('button', { name: 'Release note, the modern way', exact: true }).click()
    await page.getByRole('button', { name: 'Run', exact: false }).filter({ hasText: /^Run/ }).click()
    const lengths = await lengthsUntil(panel(page), async () =>
      /end_turn/.test((await fact(page, 'Stop reason').textContent()) ?? ''),
    )
    expect(lengths.length).toBeGreaterThan(5)

    expect(Number(((await fact(page, 'Output tokens').textContent()) ?? '').replace(',', ''))).toBeGreaterThan(20)
    expect(await fact(page, 'Input tokens').textContent()).toMatch(/^\d/)
    // The sum is a chunk of its own, which may still be on its way.
    await fact(page, 'Cost')
      .filter({ hasText: /^\$0\.\d+/ })
      .waitFor()
    expect(await fact(page, 'First token').textContent()).toMatch(/^\d.* m?s$/)
    expect(await fact(page, 'Total time').textContent()).toMatch(/^\d.* m?s$/)
    expect(await fact(page, 'Tokens per second').textContent()).toMatch(/^\d.* tok\/s$/)
    expect(await fact(page, 'Request id').textContent()).toMatch(/^req_/)
    await page.locator('article[aria-busy="false"]').waitFor()
    await expect.poll(() => panel(page).textContent()).toMatch(/simulat/i)
    const answer = await whole(panel(page))

    app = await app.restart()
    page = app.page
    await history(page).first().click()
    await page.getByText(/read-only/).waitFor()
    await fact(page, 'Stop reason').filter({ hasText: 'end_turn' }).waitFor()
    await expect.poll(() => panel(page).textContent()).toContain(answer)
    expect(app.complaints()).toEqual([])
  })

  it('the main job is done by keyboard alone, and Esc stops the request and keeps what came', async () => {
    app = await launchApp({ host, scenario: 'slow' })
    const { page } = app
    const text = page.getByRole('textbox', { name: 'Message 3 text' })
    await text.focus()
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' Please hurry.')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('button', { name: /^Stop/ }).waitFor()
    await fact(page, 'First token').filter({ hasText: /\d/ }).waitFor()
    await page.keyboard.press('Escape')
    await fact(page, 'Stop reason')
      .filter({ hasText: /stopped/i })
      .waitFor()
    const { runs } = await app.call('runs.list', { before: null, limit: 1 })
    expect(runs[0]?.state).toBe('stopped')
    const run = await app.call('runs.get', { id: runs[0]?.id ?? '' })
    expect(run.response.content.length).toBe(1)
    expect(run.request.body.messages.at(-2)?.content).toMatch(/Please hurry\.$/)
  })

  it('typed text survives kill -9', async () => {
    app = await launchApp({ host })
    await app.page.getByRole('textbox', { name: 'System prompt', exact: true }).click()
    await app.page.keyboard.press('Control+End')
    await app.page.keyboard.type(' Survive this.')
    const journalled = async () => (await app.call('prompts.open', { id: 'example-support-triage' })).prompt.system
    await expect.poll(journalled).toMatch(/Survive this\.$/)
    await app.page.getByText(/^Journalled \d/).waitFor()
    await app.kill()
    app = await app.restart()
    await app.page.getByText('Survive this.').waitFor()
  })

  it('another server is added by its base URL, gets the key as it wants it, and answers by the same path', async () => {
    server = await startSimulator({ scenario: 'fast' })
    app = await launchApp({ host })
    const { page } = app
    await page.keyboard.press('Control+,')
    const dialog = page.getByRole('dialog', { name: 'Settings' })
    await dialog.getByRole('button', { name: /Add/ }).click()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('My server')
    await dialog.getByRole('textbox', { name: 'Base URL' }).fill(`${server.url}/v1`)
    await dialog.getByRole('button', { name: /Use / }).click()
    expect(await dialog.getByRole('textbox', { name: 'Base URL' }).inputValue()).toBe(server.url)
    await dialog.getByRole('combobox', { name: 'Credential' }).selectOption('x-api-key')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await dialog.getByRole('button', { name: /^Use/ }).click()
    await dialog.getByLabel(/API key/).fill('sk-custom-0123456789-wxyz')
    await dialog.getByRole('radio', { name: /Until Antiphon closes/ }).check()
    await dialog.getByRole('button', { name: 'Save key' }).click()
    await dialog.getByText(/wxyz/).first().waitFor()
    await dialog.getByRole('button', { name: 'Test' }).click()
    await dialog.getByText(/The key works/).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Enter')
    await isDone(page)
    const sent = server.requests.findLast(({ path }) => path === '/v1/messages')
    expect(sent?.headers['x-api-key']).toBe('sk-custom-0123456789-wxyz')
    expect(sent?.headers.authorization).toBeUndefined()
    expect(sent?.headers['anthropic-version']).toBe('2023-06-01')
  })
})

describe.each(pageHosts())('in the host %s', (host) => {
  it('Add to messages makes the answer, joined with its prefill, the last message, and one Undo takes it back', async () => {
    app = await launchApp({ host, scenario: 'fast' })
    const { page } = app
    await page.getByRole('textbox', { name: 'Message 3 text' }).waitFor()
    await page.keyboard.press('Control+Enter')
    await isDone(page)
    await page.getByRole('button', { name: 'Add to messages' }).click()
    const added = page.getByRole('textbox', { name: 'Message 4 text' })
    await added.waitFor()
    const answer = (await added.textContent()) ?? ''
    expect(JSON.parse(answer)).toMatchObject({ category: 'delivery', simulated: true })
    const prefill = async () => (await app.call('prompts.open', { id: 'example-support-triage' })).prompt.prefill
    await expect.poll(prefill).toBe('')
    await page.keyboard.press('Control+z')
    await added.waitFor({ state: 'detached' })
    expect(await page.getByRole('textbox', { name: 'Prefill' }).textContent()).toBe('{"category":')
  })

  it('an overloaded API is told in the place of the response, with the attempts made', async () => {
    app = await launchApp({ host, scenario: 'overloaded-529?times=0' })
    const { page } = app
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: /overloaded/i }).waitFor({ timeout: 30_000 })
    const shown = (await panel(page).textContent()) ?? ''
    expect(shown).toContain('529')
    expect(shown).toContain('overloaded_error')
    expect(await panel(page).getByRole('listitem').count()).toBe(3)
  })

  it('a cut stream keeps its text and is not taken for success', async () => {
    app = await launchApp({ host, scenario: 'cut?after=900&how=close&pace=fast' })
    const { page } = app
    await page.getByRole('button', { name: 'Release note, the modern way', exact: true }).click()
    await page.keyboard.press('Control+Enter')
    await fact(page, 'Stop reason')
      .filter({ hasText: /truncated|cut|ended/i })
      .waitFor()
    const { runs } = await app.call('runs.list', { before: null, limit: 1 })
    expect(runs[0]?.state).toBe('truncated')
    const run = await app.call('runs.get', { id: runs[0]?.id ?? '' })
    const text = answerText(run.response)
    expect(text.length).toBeGreaterThan(10)
    await expect
      .poll(() => panel(page).textContent())
      .toContain(text.trim().split('\n')[0]?.replace(/^#+ /, '').slice(0, 12))
  })
})
