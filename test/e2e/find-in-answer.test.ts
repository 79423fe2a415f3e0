// Find in the answer: in what its present tab shows, while it grows, far out of sight too.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { axeViolations } from '../support/axe.ts'
import { type App, hostsUnderTest, launchApp } from '../support/launch-app.ts'
import { type LiveAnswer, liveAnswer } from '../support/live-answer.ts'
import { openFresh } from '../support/open-fresh.ts'

const paragraphs = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => {
    const number = from + index
    return `Paragraph ${number}${number % 100 === 50 ? ' with a nee**dle** in it' : ''}. ${'Some more words. '.repeat(20)}\n\n`
  })

describe.each(hostsUnderTest())('find in the answer (%s)', (host) => {
  let app: App
  let answer: LiveAnswer
  const page = () => app.page
  const bar = () => page().getByRole('search', { name: 'Find in the answer' })
  const field = () => bar().getByRole('textbox', { name: 'Find', exact: true })
  const count = () => bar().getByRole('status').textContent()
  const pane = () => page().getByRole('article', { name: 'Answer' })
  const tab = (name: string) => page().getByRole('region', { name: 'Response' }).getByRole('tab', { name, exact: true })
  /** What is marked as the present match, and whether it is seen. */
  const present = () =>
    page().evaluate(() => {
      const [mark] = CSS.highlights.get('found-answer-present') ?? []
      if (!mark) return null
      const range = document.createRange()
      range.setStart(mark.startContainer, mark.startOffset)
      range.setEnd(mark.endContainer, mark.endOffset)
      const box = document.querySelector('article[aria-label="Answer"]')!.getBoundingClientRect()
      const { top, bottom } = range.getBoundingClientRect()
      return { words: range.toString(), isSeen: top >= box.top && bottom <= box.bottom }
    })
  const marks = () => page().evaluate(() => CSS.highlights.get('found-answer')?.size ?? 0)

  beforeAll(async () => {
    answer = await liveAnswer()
    app = await launchApp({ host })
    page().setDefaultTimeout(15_000)
    const connection = { id: null, name: 'Live', baseUrl: answer.url, credential: 'none', consentedHost: null } as const
    const { id } = await app.call('connections.save', connection)
    await app.call('connections.activate', { id })
    await openFresh(app, examplePrompts.find(({ name }) => name === 'Release note, the modern way')!)
    await page().getByRole('textbox', { name: 'Message 1 text' }).waitFor()
    await page().keyboard.press('Control+Enter')
    await answer.isAsked
    answer.write(...paragraphs(0, 200))
    await pane().getByText('Paragraph 199.').waitFor({ state: 'attached' })
  })
  afterAll(async () => {
    await answer.close()
    await app.close()
  })

  it('goes to words far above, over what stands bold, and stays right while more comes', async () => {
    await pane().click()
    await page().keyboard.press('Control+f')
    await page().keyboard.type('needle')
    await expect.poll(count).toBe('1 of 2')
    await expect.poll(present).toEqual({ words: 'needle', isSeen: true })
    // The other one.
    expect(await marks()).toBe(1)
    expect(await axeViolations(page())).toEqual([])
    await page().keyboard.press('Enter')
    await expect.poll(count).toBe('2 of 2')
    await expect.poll(present).toEqual({ words: 'needle', isSeen: true })
    answer.write(...paragraphs(200, 400))
    await expect.poll(count).toBe('2 of 4')
    await expect.poll(present).toEqual({ words: 'needle', isSeen: true })
    await page().keyboard.press('F3')
    await page().keyboard.press('F3')
    await expect.poll(count).toBe('4 of 4')
    await expect.poll(present).toEqual({ words: 'needle', isSeen: true })
  })

  it('finds what the other tabs show, and leaves what it found selected', async () => {
    answer.end('The end.')
    await tab('Text').click()
    // To the letter, there: the stars are between.
    await expect.poll(count).toBe('No matches')
    await field().fill('nee**dle** in')
    await expect.poll(count).toBe('1 of 4')
    await expect.poll(present).toEqual({ words: 'nee**dle** in', isSeen: true })
    await field().press('Shift+Enter')
    await expect.poll(present).toEqual({ words: 'nee**dle** in', isSeen: true })
    await page().keyboard.press('Escape')
    await expect.poll(() => bar().count()).toBe(0)
    expect(await page().evaluate(() => getSelection()?.toString())).toBe('nee**dle** in')
    expect(await page().evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Answer')
    expect([await marks(), await present()]).toEqual([0, null])
    await tab('Blocks').click()
    await page().keyboard.press('Control+f')
    await field().fill('"type": "text"')
    await expect.poll(count).toBe('1 of 1')
    expect(await axeViolations(page())).toEqual([])
    await tab('Code').click()
    await field().fill('max_tokens')
    await expect.poll(count).toMatch(/^1 of /)
    await expect.poll(() => page().locator('[data-response] .cm-found-present').allTextContents()).not.toEqual([])
    await page().keyboard.press('Escape')
    await expect.poll(() => page().locator('[data-response] .cm-found').count()).toBe(0)
    expect(app.complaints()).toEqual([])
  })
})
