// What went over the wire: shown as it was, copied as a command, played again, and waited for in the open.
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { startSimulator } from '#simulator/simulator'
import { type App, hostsUnderTest, launchApp, pageHosts } from '../support/launch-app.ts'
import { liveAnswer } from '../support/live-answer.ts'
import { openFresh } from '../support/open-fresh.ts'
import { recordBytes } from '../support/recorded-bytes.ts'

let app: App

const key = 'sk-ant-wire-0123456789abcdef-x4Qz'
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click()
const stopReason = (page: Page) => page.getByLabel('Stop reason', { exact: true })
const run = async (page: Page) => {
  await page.getByRole('textbox', { name: 'Message 3 text' }).waitFor()
  await page.keyboard.press('Control+Enter')
}
const isDone = (page: Page) =>
  stopReason(page)
    .filter({ hasText: /end_turn|stop_sequence/ })
    .waitFor()

/** The app on a server of this process, with a key of its own. */
async function onOwnServer(host: App['host'], scenario: string) {
  const server = await startSimulator({ scenario })
  onTestFinished(() => server.close())
  const heard = recordBytes(server.port)
  onTestFinished(heard.stop)
  app = await launchApp({ host })
  onTestFinished(() => app.close())
  const { id } = await app.call('connections.save', {
    id: null,
    name: 'Mine',
    baseUrl: server.url,
    credential: 'x-api-key',
    consentedHost: null,
  })
  await app.call('connections.activate', { id })
  await app.call('keys.set', { connectionId: id, key, keep: 'memory' })
  await app.page.reload()
  return { heard, requests: server.requests }
}

describe.each(hostsUnderTest())('in the host %s', (host) => {
  it('Wire shows the request byte for byte as the server received it, but for the key, and copies it as curl', async () => {
    const { heard, requests } = await onOwnServer(host, 'fast')
    const { page } = app
    await run(page)
    await isDone(page)
    await tab(page, 'Wire')
    const attempt = page.getByRole('article', { name: 'Attempt 1' })
    const requestBody = attempt.getByRole('region', { name: 'Request body' })
    await requestBody.filter({ hasText: '"model"' }).waitFor()
    const body = await requestBody.textContent()
    const shown = await attempt.locator('p').allTextContents()
    const from = shown.findIndex((line) => line.startsWith('POST '))
    const to = shown.findIndex((line) => line.startsWith('content-length'))
    const lines = shown.slice(from + 1, to + 1).map((line) => line.replace('sk-ant-…x4Qz', key))
    // The reason for the version stands beside its header.
    const sent = lines.map((line) => line.replace(/^(anthropic-version: \d{4}-\d{2}-\d{2}).*/, '$1'))
    expect(shown.join()).not.toContain(key)
    expect(heard.all().toString()).toContain(['POST /v1/messages HTTP/1.1', ...sent, '', body].join('\r\n'))
    expect(requests.findLast(({ path }) => path === '/v1/messages')?.body).toBe(body)

    await page.evaluate(() => {
      const copied: string[] = []
      Object.assign(window, { copied })
      navigator.clipboard.writeText = async (text) => void copied.push(text)
    })
    await attempt.getByRole('button', { name: 'Copy as curl' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const command = await page.evaluate(() => (window as unknown as { copied: string[] }).copied.join())
    expect(command).toMatch(/^curl --no-buffer --globoff -X 'POST' 'http:/)
    expect(command).toContain('"$ANTHROPIC_API_KEY"')
    expect(command).not.toContain('x4Qz')
    expect(app.complaints()).toEqual([])
  })
})

describe.each(pageHosts())('in the host %s', (host) => {
  beforeAll(async () => {
    app = await launchApp({ host })
  })
  afterAll(() => app.close())

  /** Runs the example in a fresh page; the simulator does as it is told. */
  async function runWith(scenario: string): Promise<Page> {
    await app.call('simulator.setScenario', { scenario })
    await openFresh(app, examplePrompts[0]!)
    await run(app.page)
    return app.page
  }

  const rows = () => app.page.getByRole('grid', { name: 'Events' }).getByRole('row')

  it('Events shows a stream while it comes, and can play it once it has ended', async () => {
    const answer = await liveAnswer()
    onTestFinished(answer.close)
    const connection = { id: null, name: 'Live', baseUrl: answer.url, credential: 'none', consentedHost: null } as const
    await app.call('connections.activate', { id: (await app.call('connections.save', connection)).id })
    const page = await runWith('fast')
    await answer.isAsked
    answer.write('Hello')
    await tab(page, 'Events')
    await rows().filter({ hasText: 'text_delta' }).first().waitFor()
    const play = page.getByRole('button', { name: 'Play', exact: true })
    expect(await play.isDisabled()).toBe(true)
    answer.end(' world')
    await rows().filter({ hasText: 'message_stop' }).waitFor()
    await expect.poll(() => play.isDisabled()).toBe(false)
    await app.call('connections.activate', { id: 'simulator' })
  })

  it('Events tells a pause, and plays a stream again by keyboard into the answer', async () => {
    const page = await runWith('stall?after=6&ms=3000&pace=fast')
    await tab(page, 'Events')
    await rows().filter({ hasText: 'message_stop' }).waitFor()
    await page.getByText(/^pause of \d+\.\d\d s$/).waitFor()
    await isDone(page)

    await tab(page, 'Text')
    const whole = await page.getByRole('region', { name: 'Plain text' }).textContent()
    await tab(page, 'Events')
    await page.getByRole('grid', { name: 'Events' }).focus()
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight')
    await tab(page, 'Text')
    const text = page.getByRole('region', { name: 'Plain text' })
    const part = (await text.textContent()) ?? ''
    expect(part.length).toBeLessThan((whole ?? '').length)
    expect(whole?.startsWith(part)).toBe(true)

    await page.getByRole('slider', { name: 'Position' }).focus()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Pause' }).waitFor()
    await page.getByRole('radio', { name: '4×' }).check()
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
    await expect.poll(() => text.textContent()).toBe(whole)
    await page.getByRole('button', { name: 'End replay' }).click()
    expect(await page.getByRole('group', { name: 'Replay' }).count()).toBe(0)
    expect(app.complaints()).toEqual([])
  })

  it('Events of one kind, and one of them as it stood in the stream', async () => {
    const page = await runWith('unknown-event?kind=all&pace=fast')
    await stopReason(page).filter({ hasText: 'contemplated' }).waitFor()
    await tab(page, 'Events')
    const grid = page.getByRole('grid', { name: 'Events' })
    await grid.getByRole('row').first().waitFor()
    await page.getByRole('combobox', { name: 'Kind of event' }).selectOption('message_start')
    await expect.poll(() => grid.getByRole('row').count()).toBe(1)
    await grid.focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('region', { name: 'Event 1' }).getByText('"type": "message_start"').waitFor()
    await tab(page, 'Blocks')
    await page.getByRole('region', { name: 'Block 1: hologram' }).waitFor()
    await tab(page, 'JSON')
    // The answer is JSON itself, so that is what is shown first.
    await page.getByText('Whole message', { exact: true }).click()
    const json = await page.getByRole('region', { name: 'Message as JSON' }).textContent()
    expect(JSON.parse(json ?? '')).toMatchObject({ type: 'message', stop_reason: 'contemplated' })
  })

  it('a wait counts down in the place of the response, and Retry now, Wait and Stop do what they say', async () => {
    const page = await runWith('rate-limit-429?times=1&seconds=90')
    const timer = page.getByRole('timer')
    await timer.filter({ hasText: /^in (1:00|0:5\d)$/ }).waitFor()
    await page.getByRole('button', { name: 'Wait 90 s' }).click()
    await timer.filter({ hasText: /^in 1:[12]\d$/ }).waitFor()
    await page.getByRole('button', { name: 'Retry now' }).click()
    await isDone(page)
    await tab(page, 'Wire')
    await page.getByRole('article', { name: 'Attempt 2' }).waitFor()

    await app.call('simulator.setScenario', { scenario: 'rate-limit-429?times=0&retry-after=huge' })
    await tab(page, 'Rendered')
    await page.keyboard.press('Control+Enter')
    await timer.waitFor()
    expect(await page.getByRole('button', { name: /^Wait/ }).count()).toBe(0)
    await page.getByRole('tabpanel').getByRole('button', { name: 'Stop' }).press('Enter')
    await stopReason(page)
      .filter({ hasText: /stopped/i })
      .waitFor()
    // The button went with the wait; the focus stays near.
    await expect.poll(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Response')
  })

  it('an error after the last try offers a Retry', async () => {
    const page = await runWith('unauthorized-401')
    await page.getByRole('alert', { name: 'Error' }).waitFor()
    await app.call('simulator.setScenario', { scenario: 'fast' })
    await page.getByRole('button', { name: 'Retry', exact: true }).click()
    await isDone(page)
  })

  it('the status bar tells what is left of the rate limits', async () => {
    const page = await runWith('fast')
    await isDone(page)
    await page.getByRole('button', { name: /^Simulator/ }).click()
    const meter = page.getByRole('dialog', { name: 'Simulator' }).getByRole('meter', { name: 'Requests' })
    expect(await meter.getAttribute('aria-valuetext')).toMatch(/^3,9\d\d of 4,000 left$/)
    await page.keyboard.press('Escape')
    await meter.waitFor({ state: 'detached' })
  })
})
