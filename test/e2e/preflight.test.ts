// What will be refused is known before it is paid for: said where it is set, listed in one panel, fixed in one press, and
// sent all the same by whoever wants to see it refused.
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { type App, launchApp, pageHosts } from '../support/launch-app.ts'
import { openFresh } from '../support/open-fresh.ts'

let app: App
let page: Page
let id: string

const badge = () => page.getByRole('button', { name: /^(No|\d+) findings?$/ })
const panel = () => page.getByRole('dialog', { name: 'Findings' })
const findings = () => panel().getByRole('list', { name: 'Findings' }).getByRole('listitem')
const runButton = () => page.getByRole('banner').getByRole('button', { name: /^Run/ })
const question = () => page.getByRole('dialog', { name: 'This request will be refused' })
const preview = (title: string) => page.getByRole('dialog', { name: title })
const settings = () => page.getByRole('region', { name: 'Settings' })
const field = (name: string) => page.getByRole('textbox', { name, exact: true })
const summary = async () => (await settings().textContent())?.match(/\d+ set( · \d+ refused here)?/)?.[0]
const says = (locator: Locator, text: string | RegExp) => locator.filter({ hasText: text }).waitFor()
/** The open prompt, as the core keeps it. */
const stored = async () => (await app.call('prompts.open', { id })).prompt
const isFocused = (locator: Locator) => locator.evaluate((element) => element.contains(document.activeElement))

async function chooseModel(id: string) {
  await page.getByRole('combobox', { name: 'Model' }).fill(id)
  await page.keyboard.press('Enter')
}

/** The API's words in the response's place; the field that they name shows them too. */
const said = (words: RegExp) => page.getByRole('article', { name: 'Answer' }).getByText(words)

/** The runs of the open prompt that the core has recorded, the newest first. */
async function runsOf() {
  const { runs } = await app.call('runs.list', { before: null, limit: 50 })
  return runs.filter(({ promptId }) => promptId === id)
}
async function lastRun() {
  const [newest] = await runsOf()
  return newest ? app.call('runs.get', { id: newest.id }) : null
}

describe.each(pageHosts())('in the host %s', (host) => {
  beforeAll(async () => {
    app = await launchApp({ host, scenario: 'fast' })
    page = app.page
    page.setDefaultTimeout(15_000)
  })
  afterAll(() => app.close())
  beforeEach(async () => {
    id = await openFresh(app, examplePrompts[0]!)
    await says(badge(), 'No findings')
  })

  it('another model marks what it refuses, in the badge, the panel and at each control, and changes no value', async () => {
    const before = await stored()
    expect(await summary()).toBe('3 set')
    await chooseModel('claude-opus-5-5')
    await says(badge(), '2 findings')
    expect(await summary()).toBe('2 set · 1 refused here')
    await says(settings(), /takes no temperature other than 1; you set 0\.2/)
    await says(page.getByRole('group', { name: 'Prefill' }), /the last message must be the user's/)
    await settings().getByRole('button', { name: 'Settings' }).click()
    expect(await summary()).toBe('2 set · 1 refused here')

    await badge().click()
    await says(panel(), /2 findings.*Claude Opus 5\.5 · API 2023-06-01.*Nothing is changed unless you say so\./)
    const [first] = await findings().allTextContents()
    expect(first).toMatch(
      /^Will be refused: Temperature will be refused.*temperature.*Why.*Claude docs.*checked \d{4}-\d\d-\d\d/,
    )
    const why = findings().first().getByRole('link', { name: 'Why' })
    expect(await why.getAttribute('href')).toMatch(/^https:\/\/platform\.claude\.com\/docs\//)
    await expect.poll(stored).toEqual({ ...before, model: 'claude-opus-5-5' })
    expect(app.complaints()).toEqual([])
  })

  it('the panel works by keyboard: open, go to a field, fix one, and undo', async () => {
    await chooseModel('claude-opus-5-5')
    await says(badge(), '2 findings')
    await settings().getByRole('button', { name: 'Settings' }).click()
    await page.keyboard.press('F8')
    await panel().waitFor()
    await panel().getByRole('button', { name: 'Go to temperature' }).press('Enter')
    await panel().waitFor({ state: 'detached' })
    const temperature = settings().getByRole('textbox', { name: 'Temperature' })
    await expect.poll(() => isFocused(temperature)).toBe(true)

    await page.keyboard.press('F8')
    await panel().getByRole('button', { name: 'Go to prefill' }).press('Enter')
    await expect.poll(() => isFocused(field('Prefill'))).toBe(true)

    await badge().focus()
    await page.keyboard.press('Enter')
    await panel().getByRole('button', { name: 'Do not send' }).press('Enter')
    await says(badge(), '1 finding')
    // The button that was pressed is gone; whoever works by keyboard is still in the panel.
    await expect.poll(() => isFocused(panel())).toBe(true)
    await page.keyboard.press('Escape')
    await panel().waitFor({ state: 'detached' })
    await expect.poll(() => isFocused(badge())).toBe(true)
    await page.getByRole('combobox', { name: 'Model' }).press('Control+z')
    await says(badge(), '2 findings')
    await expect.poll(async () => (await stored()).settings.temperature).toBe(0.2)
  })

  it('Fix all shows the diff of the request first, changes nothing when cancelled, and is one step of undo', async () => {
    const before = await stored()
    await chooseModel('claude-opus-5-5')
    await badge().click()
    await panel().getByRole('button', { name: 'Fix all…' }).click()
    const diff = preview('Fix all')
    await says(diff.getByRole('list', { name: 'What changes' }), /Temperature will be refused: Do not send/)
    await says(diff.getByRole('textbox', { name: 'As it is' }), /"temperature": 0\.2/)
    expect(await diff.getByRole('textbox', { name: 'After 2 fixes' }).textContent()).not.toContain('temperature')
    // What is only read takes no key that edits; the browser's own editing would break the page's policy.
    await diff.getByRole('textbox', { name: 'As it is' }).press('Control+Home')
    for (const key of ['ArrowDown', 'ArrowDown', 'Backspace', 'Delete', 'x']) await page.keyboard.press(key)
    expect(app.complaints()).toEqual([])
    await page.keyboard.press('F7')
    await diff.getByText(/^Change 1 of \d$/).waitFor()
    await diff.getByRole('button', { name: 'Cancel' }).click()
    await diff.waitFor({ state: 'detached' })
    await says(badge(), '2 findings')

    await badge().click()
    await panel().getByRole('button', { name: 'Fix all…' }).click()
    await diff.getByRole('button', { name: 'Apply 2 fixes' }).click()
    await says(badge(), 'No findings')
    await says(field('Prefill'), 'Empty: not sent')
    await field('System prompt').press('Control+z')
    await says(badge(), '2 findings')
    await expect.poll(stored).toEqual({ ...before, model: 'claude-opus-5-5' })
  })

  it('a fix that changes what was written shows its diff before it is made, wherever it is pressed', async () => {
    await chooseModel('claude-opus-5-5')
    const card = page.getByRole('group', { name: 'Prefill' })
    await card.getByRole('button', { name: 'Move to system prompt' }).click()
    const diff = preview('Move to system prompt')
    await says(diff, /Begin your answer with exactly this text/)
    expect((await stored()).prefill).toBe('{"category":')
    await diff.getByRole('button', { name: 'Apply' }).click()
    await says(field('System prompt'), /Begin your answer with exactly this text/)
    await says(badge(), '1 finding')
  })

  it('the format of the messages is mended as a diff, and a far message of a long prompt is gone to', async () => {
    const example = await stored()
    const turn = (index: number) => ({
      id: `m${index}`,
      role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
      content: index === 900 ? '' : `Turn ${index}`,
    })
    const messages = Array.from({ length: 1_001 }, (_, index) => turn(index))
    await app.call('prompts.create', { prompt: { ...example, id: 'long', name: 'Long', prefill: '', messages } })
    await app.call('settings.set', { openPromptId: 'long' })
    await page.reload()
    await says(badge(), '1 finding')
    await page.keyboard.press('F8')
    await panel().getByRole('button', { name: 'Go to messages.900' }).click()
    const far = page.getByRole('textbox', { name: 'Message 901 text' })
    await expect.poll(() => far.getAttribute('contenteditable')).toBe('true')
    await expect.poll(() => isFocused(far)).toBe(true)
    await says(page.getByRole('group', { name: 'Message 901 (user)' }), /The message is empty/)

    await page.keyboard.press('F8')
    await panel().getByRole('button', { name: 'Fix message format' }).click()
    const diff = preview('Fix message format')
    await says(diff.getByRole('textbox', { name: 'As it is' }), /"content": ""/)
    await diff.getByRole('button', { name: 'Apply' }).click()
    await says(badge(), 'No findings')
    const count = async () => (await app.call('prompts.open', { id: 'long' })).prompt.messages.length
    await expect.poll(count).toBeLessThan(1_001)
    await field('System prompt').press('Control+z')
    await says(badge(), '1 finding')
    await expect.poll(count).toBe(1_001)
  })

  it('an error asks once on Run, then the request goes as it is and comes back in the words of the API', async () => {
    await chooseModel('claude-opus-5-5')
    await says(badge(), '2 findings')
    await field('Message 3 text').press('Control+Enter')
    await question().waitFor()
    expect(await question().getByRole('listitem').count()).toBe(2)
    await page.keyboard.press('Escape')
    await question().waitFor({ state: 'detached' })
    expect(await lastRun()).toBeNull()

    // Enter takes what neither sends nor changes anything.
    await field('Message 3 text').press('Control+Enter')
    await question().waitFor()
    await expect.poll(() => isFocused(question().getByRole('button', { name: 'Fix all…' }))).toBe(true)
    await page.keyboard.press('Enter')
    await preview('Fix all').waitFor()
    await page.keyboard.press('Escape')
    await preview('Fix all').waitFor({ state: 'detached' })
    expect(await lastRun()).toBeNull()

    // The key of Run, pressed again, is a yes.
    await field('Message 3 text').press('Control+Enter')
    await expect.poll(() => isFocused(question().getByRole('button', { name: 'Fix all…' }))).toBe(true)
    await page.keyboard.press('Control+Enter')
    await question().waitFor({ state: 'detached' })
    await said(/`temperature` is deprecated for this model/).waitFor()
    const run = await lastRun()
    expect(run).toMatchObject({ state: 'failed', status: 400, request: { apiVersion: '2023-06-01' } })
    expect(run?.request.body.temperature).toBe(0.2)
    expect(run?.request.body.messages.at(-1)).toEqual({ role: 'assistant', content: '{"category":' })

    // The same errors are not asked about again; a new one is.
    const runs = async () => (await runsOf()).length
    await runButton().click()
    await expect.poll(runs).toBe(2)
    await settings().getByRole('textbox', { name: 'Top k' }).fill('7')
    await runButton().click()
    await says(question(), /Top k will be refused/)
    await question().getByRole('button', { name: 'Run anyway' }).click()
    await expect.poll(runs).toBe(3)
  })

  it('Run anyway in the panel sends without asking', async () => {
    await chooseModel('claude-opus-5-5')
    await badge().click()
    await panel().getByRole('button', { name: 'Run anyway' }).click()
    await said(/`temperature` is deprecated for this model/).waitFor()
    expect((await lastRun())?.status).toBe(400)
  })

  it('the version says which and why, what another one would change, and what was sent is recorded with it', async () => {
    const chip = page.getByRole('button', { name: /^API version/ })
    await says(chip, /2023-06-01.*auto/)
    await chip.click()
    const versions = page.getByRole('dialog', { name: 'API version' })
    await says(versions, /Automatic.*2023-06-01, because temperature is set\..*Sent now\./)
    await says(versions, /2026-10-21.*New: Temperature will be refused \(temperature\)\./)
    await versions.getByRole('button', { name: 'Show diff: 2026-10-21' }).click()
    const diff = preview('API version 2026-10-21')
    await says(diff.getByRole('textbox', { name: 'anthropic-version 2026-10-21' }), /anthropic-version: 2026-10-21/)
    await diff.getByRole('button', { name: 'Use 2026-10-21' }).click()
    await says(chip, /2026-10-21.*pinned/)
    await says(badge(), '1 finding')
    expect(await summary()).toBe('2 set · 1 refused here')

    await badge().click()
    await panel().getByRole('button', { name: 'Run anyway' }).click()
    await said(/temperature: Extra inputs are not permitted/).waitFor()
    expect((await lastRun())?.request.apiVersion).toBe('2026-10-21')
    const runs = page.getByRole('list', { name: 'Runs' }).getByRole('button')
    expect(await runs.first().getAttribute('title')).toMatch(/API 2026-10-21$/)

    await chip.click()
    await versions.getByRole('textbox', { name: 'Another version' }).fill('not a version')
    await versions.getByRole('button', { name: 'Pin' }).click()
    await says(versions.getByRole('alert'), /without spaces/)
    await versions.getByRole('textbox', { name: 'Another version' }).fill('2027-01-01')
    await page.keyboard.press('Enter')
    await says(chip, /2027-01-01.*pinned/)
    await versions.getByRole('radio', { name: /^Automatic/ }).check()
    await says(chip, /2023-06-01.*auto/)
    await expect.poll(async () => (await stored()).settings.temperature).toBe(0.2)
    expect(app.complaints()).toEqual([])
  })
})
