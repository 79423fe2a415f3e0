// Choosing a model, what it costs and what another one changes, in every host.
import type { Page } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { axeViolations } from '../support/axe.ts'
import { type App, launchApp, pageHosts } from '../support/launch-app.ts'
import { type RawServer, rawServer } from '../support/raw-server.ts'

let app: App
let page: Page
let server: RawServer | null = null
afterEach(async () => {
  await app.close()
  await server?.close()
  server = null
})

async function start(host: App['host']): Promise<void> {
  app = await launchApp({ host, scenario: 'fast' })
  page = app.page
  await page.locator('.cm-editor').first().waitFor()
}

const picker = () => page.getByRole('combobox', { name: 'Model' })
const highest = () => page.getByRole('button', { name: /^Highest cost/ })
const report = () => page.getByRole('dialog', { name: 'What changes' })
const isDone = () =>
  page
    .getByLabel('Stop reason', { exact: true })
    .filter({ hasText: /end_turn|stop_sequence|max_tokens/ })
    .waitFor()
const openPrompt = async () => (await app.call('prompts.open', { id: examplePrompts[0]!.id })).prompt
const sentModel = () => openPrompt().then(({ model }) => model)

async function choose(id: string): Promise<void> {
  await picker().fill(id)
  await page.keyboard.press('Enter')
}

describe.each(pageHosts())('in the host %s', (host) => {
  it('a model is found and chosen by keyboard, and the list says where it is from', async () => {
    await start(host)
    await picker().focus()
    await page.keyboard.press('ArrowDown')
    await page.getByText(/^Any other id: type it and press Enter\. The server’s list of/).waitFor()
    await page.keyboard.type('fable 5.1')
    await page.getByRole('option', { name: /Claude Fable 5\.1/ }).waitFor()
    await expect.poll(() => page.getByRole('option').count()).toBe(1)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(sentModel).toBe('claude-fable-5-1')
    await choose('my-own-model')
    await page.getByText('unknown model: rules limited').waitFor()
    await expect.poll(sentModel).toBe('my-own-model')
    expect(app.complaints()).toEqual([])
  })

  it('a switch says what changes, changes nothing itself, and is taken back', async () => {
    await start(host)
    const before = await openPrompt()
    await choose('claude-opus-5-5')
    await page.getByText('Was Claude Haiku 4.5.').waitFor()
    await page.getByRole('button', { name: 'What changes' }).click()
    const refused = report().getByRole('region', { name: 'New with Claude Opus 5.5' })
    await refused.getByText('temperature', { exact: true }).waitFor()
    expect(await refused.getByText('prefill', { exact: true }).count()).toBe(1)
    const row = (name: RegExp) => report().getByRole('row', { name })
    expect(await row(/^Input \$/).textContent()).toBe('Input$1$4+300 %')
    expect(await row(/^Thinking disabled/).textContent()).toBe('Thinkingdisabledadaptive')
    await row(/^Input tokens \d+ \d+/).waitFor()
    expect(await axeViolations(page)).toEqual([])
    await report().getByRole('button', { name: 'Switch back to Claude Haiku 4.5' }).click()
    await expect.poll(openPrompt).toEqual(before)
    await expect.poll(() => page.getByText(/^Was Claude/).count()).toBe(0)
    expect(app.complaints()).toEqual([])
  })

  it('a retired id of an old snippet is recognised, and its replacement offered with what it changes', async () => {
    await start(host)
    await choose('claude-sonnet-4-20250514')
    await page.getByText('Claude Sonnet 4.6 takes its place.').waitFor()
    await page.getByRole('button', { name: 'What changes' }).first().click()
    await report().getByRole('columnheader', { name: 'Claude Sonnet 4.6' }).waitFor()
    await report().getByRole('button', { name: 'Use Claude Sonnet 4.6' }).click()
    await expect.poll(sentModel).toBe('claude-sonnet-4-6')
    await page.getByText(/takes its place/).waitFor({ state: 'detached' })
  })

  it('a price of the user’s own shows wherever a price does, and a run keeps the prices of its time', async () => {
    await start(host)
    await highest().filter({ hasText: '≤ $0.0053' }).waitFor()
    await page.keyboard.press('Control+,')
    await page.getByRole('tab', { name: 'Models and prices' }).click()
    const output = page.getByRole('textbox', { name: 'Output, Claude Haiku 4.5' })
    await output.fill('50')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Reset Claude Haiku 4.5' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('$50 out · your prices').waitFor()
    await highest().filter({ hasText: 'your prices' }).waitFor()

    await page.keyboard.press('Control+Enter')
    await isDone()
    const cost = page.getByLabel('Cost', { exact: true }).getByRole('button')
    const amount = await cost.textContent()
    expect(amount).toMatch(/^\$0\.00\d+ your prices$/)
    await cost.click()
    const sum = page.getByRole('dialog', { name: 'Cost of this run' })
    await sum.getByRole('row', { name: /^Output \d+ yours × 50 \$0\.00/ }).waitFor()
    expect(await axeViolations(page)).toEqual([])

    await app.call('models.setPrices', { modelId: 'claude-haiku-4-5', prices: null })
    await highest().filter({ hasText: '≤ $0.0053' }).waitFor()
    const { runs } = await app.call('runs.list', { before: null, limit: 1 })
    const run = await app.call('runs.get', { id: runs[0]?.id ?? '' })
    expect(run.cost?.lines.find(({ kind }) => kind === 'output')).toMatchObject({ usdPerMTok: 50, isOwn: true })
    expect(await cost.textContent()).toBe(amount)
    expect(app.complaints()).toEqual([])
  })

  it('a server of the user’s own brings its models, of which nothing is assumed', async () => {
    server = await rawServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end('{"object":"list","data":[{"id":"qwen3:8b","object":"model"}]}')
    })
    await start(host)
    const added = await app.call('connections.save', {
      id: null,
      name: 'Local',
      baseUrl: server.url,
      credential: 'none',
      consentedHost: null,
    })
    await app.call('connections.activate', { id: added.id })
    await picker().click()
    await page
      .getByRole('group', { name: 'On this server' })
      .getByRole('option', { name: /qwen3:8b/ })
      .click()
    await page.getByText('unknown model: rules limited').first().waitFor()
    await highest().filter({ hasText: 'cost unknown' }).waitFor()
    await app.call('connections.activate', { id: 'simulator' })
  })
})
