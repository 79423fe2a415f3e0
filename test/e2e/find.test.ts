// Find in the open prompt: in all of it, not only in what is in the page.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ContentBlock, Prompt } from '#shared/prompt/prompt'
import { axeViolations } from '../support/axe.ts'
import { type App, hostsUnderTest, launchApp } from '../support/launch-app.ts'

const far: Prompt['messages'] = Array.from({ length: 60 }, (_, index) => ({
  id: `far-${index}`,
  role: index % 2 === 0 ? 'user' : 'assistant',
  content: `Filler ${index}. ${'It goes on. '.repeat(30)}`,
}))
const blocks: ContentBlock[] = [
  { type: 'thinking', thinking: 'A needle in thought.', signature: 'needle' },
  { type: 'tool_use', id: 'toolu_needle', name: 'look_up', input: { what: 'a needle', deep: ['needle'] } },
]
const prompt: Prompt = {
  id: 'find',
  name: 'Find',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: 'The needle of the system.',
  messages: [
    { id: 'one', role: 'user', content: 'No match here, but a Needle and a needles.' },
    { id: 'two', role: 'assistant', content: blocks },
    {
      id: 'three',
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'toolu_needle', content: 'Found the needle.' }],
    },
    ...far,
    { id: 'last', role: 'user', content: `${'Line.\n'.repeat(80)}The last needle.`, muted: true },
  ],
  prefill: 'A needle to begin with',
  settings: {
    max_tokens: 100,
    tools: [{ name: 'look_up', description: 'Looks for a needle.', input_schema: { type: 'object' } }],
  },
}
/** In the order in which they are read: system, one, thought, call id, input twice, result id, result, last, prefill, tool. */
const inAll = 12

describe.each(hostsUnderTest())('find in the prompt (%s)', (host) => {
  let app: App
  const page = () => app.page
  const bar = () => page().getByRole('search', { name: 'Find in the prompt' })
  const field = () => bar().getByRole('textbox', { name: 'Find', exact: true })
  const count = () => bar().getByRole('status').first().textContent()
  const present = () => page().locator('.cm-found-present')
  const focused = () => page().evaluate(() => document.activeElement?.getAttribute('aria-label'))

  beforeAll(async () => {
    app = await launchApp({ host })
    page().setDefaultTimeout(15_000)
    await app.call('prompts.create', { prompt })
    await page().reload()
    await page().getByRole('button', { name: 'Find', exact: true }).first().click()
    await page().locator('[data-message="one"] .cm-editor').waitFor()
  })
  afterAll(() => app.close())
  beforeEach(async () => {
    if (await bar().isVisible()) await bar().getByRole('button', { name: 'Close find' }).click()
  })

  it('goes through every text of the prompt, far and folded ones too', async () => {
    await page().getByRole('textbox', { name: 'System prompt' }).click()
    await page().keyboard.press('Control+Home')
    await page().getByRole('button', { name: 'Collapse message 1', exact: true }).click()
    await page().getByRole('textbox', { name: 'System prompt' }).focus()
    await page().keyboard.press('Control+f')
    await page().keyboard.type('needle')
    await expect.poll(count).toBe(`1 of ${inAll}`)
    await expect.poll(() => present().textContent()).toBe('needle')
    expect(await axeViolations(page())).toEqual([])
    const seen: string[] = []
    for (let step = 2; step <= inAll; step += 1) {
      await page().keyboard.press(step % 2 ? 'F3' : 'Enter')
      await expect.poll(count).toBe(`${step} of ${inAll}`)
      await expect.poll(async () => ['', seen.at(-1)].includes(await whereNow())).toBe(false)
      seen.push(await whereNow())
    }
    expect(seen).toEqual([
      'message:one 0',
      'message:one 1',
      'message:two:0:thinking highlight',
      'message:two:1:id field',
      'message:two:1:input 0',
      'message:two:1:input 1',
      'message:three:0:tool_use_id field',
      'message:three:0 0',
      'message:last 0',
      'prefill 0',
      'tool:0:description field',
    ])
    await page().keyboard.press('Enter')
    await expect.poll(count).toBe(`1 of ${inAll}`)
    await page().keyboard.press('Shift+Enter')
    await expect.poll(count).toBe(`${inAll} of ${inAll}`)
    expect(await focused()).toBe('Find')
  })

  /** Where the marked match is: in which text, and the how manieth mark of it. */
  const whereNow = () =>
    page().evaluate(() => {
      const mark = document.querySelector('.cm-found-present')
      const place = mark?.closest<HTMLElement>('[data-text]')
      if (mark && place) return `${place.dataset.text} ${[...place.querySelectorAll('.cm-found')].indexOf(mark)}`
      const field = document.querySelector<HTMLElement>('[data-found="present"]')
      if (field) return `${field.closest<HTMLElement>('[data-text]')?.dataset.text} field`
      const [range] = CSS.highlights.get('found-prompt-present') ?? []
      const note = range?.startContainer.parentElement?.closest<HTMLElement>('[data-text]')
      return note ? `${note.dataset.text} highlight` : ''
    })

  it('begins at the caret with what is selected, and leaves the caret at the match', async () => {
    const system = page().getByRole('textbox', { name: 'System prompt' })
    await system.click()
    await page().keyboard.press('Control+Home')
    for (let step = 0; step < 4; step += 1) await page().keyboard.press('ArrowRight')
    for (let step = 0; step < 6; step += 1) await page().keyboard.press('Shift+ArrowRight')
    await page().keyboard.press('Control+f')
    await expect.poll(() => field().inputValue()).toBe('needle')
    await expect.poll(count).toBe(`1 of ${inAll}`)
    await page().keyboard.press('Enter')
    await page().keyboard.press('Escape')
    await expect.poll(focused).toBe('Message 1 text')
    expect(await bar().count()).toBe(0)
    expect(await page().evaluate(() => getSelection()?.toString())).toBe('Needle')
    await expect.poll(() => page().locator('.cm-found').count()).toBe(0)
  })

  it('heeds case, whole words and regular expressions, and says what is wrong with one', async () => {
    await page().keyboard.press('Control+f')
    await field().fill('Needle')
    await expect.poll(count).toMatch(new RegExp(` of ${inAll}$`))
    await bar().getByRole('button', { name: 'Match case' }).click()
    await expect.poll(count).toBe('1 of 1')
    await bar().getByRole('button', { name: 'Match case' }).click()
    await bar().getByRole('button', { name: 'Whole word' }).click()
    // Those in ids, behind a line, and in the plural are parts of words.
    await expect.poll(count).toMatch(new RegExp(` of ${inAll - 3}$`))
    await bar().getByRole('button', { name: 'Whole word' }).click()
    await bar().getByRole('button', { name: 'Regular expression' }).click()
    await field().fill('n(e+)dles')
    await expect.poll(count).toBe('1 of 1')
    await field().fill('n(e+')
    await bar().getByRole('alert').getByText('Unterminated group.').waitFor()
    await field().fill('(.+)+\\1\\1x$')
    await bar().getByRole('alert').getByText('It takes too long in these texts, and was stopped.').waitFor()
    await field().fill('nothing like this')
    await expect.poll(count).toBe('No matches')
    await bar().getByRole('button', { name: 'Regular expression' }).click()
  })

  it('leaves the second Ctrl+F to the browser, where there is one', async () => {
    await page().keyboard.press('Control+f')
    await expect.poll(focused).toBe('Find')
    await page().evaluate(() => {
      addEventListener('keydown', (event) => {
        document.body.dataset.taken = String(event.defaultPrevented)
      })
    })
    await page().keyboard.press('Control+f')
    expect(await page().evaluate(() => document.body.dataset.taken)).toBe(String(host !== 'browser'))
  })

  it('replaces one and goes on, and all of them as one step of undo', async () => {
    await page().getByRole('textbox', { name: 'System prompt' }).click()
    await page().keyboard.press('Control+Home')
    await page().keyboard.press('Control+h')
    await field().fill('needle')
    await expect.poll(count).toBe(`1 of ${inAll}`)
    const replacement = bar().getByRole('textbox', { name: 'Replace with' })
    await replacement.fill('pin')
    await page().keyboard.press('Enter')
    await expect.poll(count).toBe(`1 of ${inAll - 1}`)
    await expect.poll(whereNow).toBe('message:one 0')
    expect(await page().getByRole('textbox', { name: 'System prompt' }).textContent()).toBe('The pin of the system.')
    expect(await axeViolations(page())).toEqual([])
    await bar().getByRole('button', { name: 'Replace all' }).click()
    const toast = 'Replaced 8 in 4 messages, the prefill, and 1 tool. 3 in thinking and ids are never changed.'
    await page().getByText(toast, { exact: true }).waitFor()
    await expect.poll(count).toMatch(/ of 3$/)
    const text = async () => JSON.stringify((await app.call('prompts.open', { id: 'find' })).prompt)
    await expect.poll(async () => (await text()).split('pin').length - 1).toBe(9)
    await page().getByRole('button', { name: 'Undo', exact: true }).click()
    await expect.poll(async () => (await text()).split('pin').length - 1).toBe(1)
    await page().keyboard.press('Control+f')
    await field().focus()
    await bar().getByRole('button', { name: 'Next match' }).click()
    await page().keyboard.press('Control+z')
    await expect.poll(async () => (await app.call('prompts.open', { id: 'find' })).prompt).toEqual(prompt)
    await bar().getByRole('button', { name: 'Replace', exact: true }).first().click()
    await replacement.waitFor({ state: 'detached' })
  })

  it('finds in the request as JSON', async () => {
    await page().getByRole('button', { name: 'JSON', exact: true }).click()
    await page().getByRole('textbox', { name: 'Request as JSON' }).waitFor()
    await page().keyboard.press('Control+f')
    await field().fill('"max_tokens": 100')
    await expect.poll(count).toBe('1 of 1')
    await expect.poll(() => present().allTextContents()).not.toEqual([])
    await page().keyboard.press('Escape')
    await expect.poll(focused).toBe('Request as JSON')
    await page().getByRole('button', { name: 'Visual' }).click()
    expect(app.complaints()).toEqual([])
  })
})
