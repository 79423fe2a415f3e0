// Nothing typed is lost, and nothing happens that was not asked for: undo over a kill, input methods, large and odd texts, JSON,
// keys. In real Chromium; the host makes no difference to any of it.
import type { CDPSession, Locator, Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { type App, launchApp } from '../support/launch-app.ts'
import { openFresh } from '../support/open-fresh.ts'

let app: App
let page: Page
let id: string
beforeAll(async () => {
  app = await launchApp({ host: 'browser' })
})
afterAll(() => app.close())
beforeEach(async () => {
  id = await openFresh(app, examplePrompts[0]!)
  await prepare()
})

async function prepare() {
  page = app.page
  page.setDefaultTimeout(15_000)
  await text(1).and(page.locator('.cm-content')).waitFor()
}
const text = (number: number): Locator => page.getByRole('textbox', { name: `Message ${number} text` })
const prompt = async () => (await app.call('prompts.open', { id })).prompt
/** What the first message holds on the disk. */
const content = async () => (await prompt()).messages[0]?.content as string
const runs = async () => {
  const { runs } = await app.call('runs.list', { before: null, limit: 50 })
  return runs.filter(({ promptId }) => promptId === id).length
}

async function caretAtEnd() {
  await text(1).click()
  await page.keyboard.press('Control+End')
}

/** Pastes as the clipboard would: past the system's, which keeps no half of a surrogate pair. */
async function paste(pasted: string, times = 1) {
  const paste = (field: Element, [json, count]: [string, number]) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', (JSON.parse(json) as string).repeat(count))
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }
  // As JSON, which half of a surrogate pair goes through.
  await text(1).evaluate(paste, [JSON.stringify(pasted), times] as [string, number])
}

it('undoes after the app was killed what was done before, and redoes it', async () => {
  const before = await prompt()
  await caretAtEnd()
  await page.keyboard.type(' Twice!')
  await expect.poll(content).toMatch(/Twice!$/)
  await app.kill()
  app = await app.restart()
  await prepare()
  expect(await text(1).textContent()).toMatch(/Twice!$/)
  await text(1).click()
  await expect
    .poll(async () => {
      await page.keyboard.press('Control+z')
      return text(1).textContent()
    })
    .toBe(before.messages[0]?.content)
  // Who types slowly makes more than one step.
  await expect
    .poll(async () => {
      await page.keyboard.press('Control+Shift+z')
      return text(1).textContent()
    })
    .toMatch(/Twice!$/)
})

it('composes without a sign lost, doubled or taken for a key, and undoes it as one (R43)', async () => {
  const before = await content()
  const ime: CDPSession = await page.context().newCDPSession(page)
  const compose = (words: string) =>
    ime.send('Input.imeSetComposition', { text: words, selectionStart: words.length, selectionEnd: words.length })
  await caretAtEnd()
  await compose('に')
  await compose('にほん')
  // Keys inside a composition belong to the input method: nothing runs.
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => text(1).textContent()).toBe(`${before}にほん`)
  // The browser itself ends a composition by undo: what was composed goes, and nothing before it.
  await page.keyboard.press('Control+z')
  await expect.poll(() => text(1).textContent()).toBe(before)
  await compose('にほん')
  await ime.send('Input.insertText', { text: '日本' })
  await expect.poll(content).toBe(`${before}日本`)
  expect(await runs()).toBe(0)
  await page.keyboard.press('Control+z')
  await expect.poll(content).toBe(before)
})

it('takes a paste of 5 MB, and gives it back with one undo (R43)', async () => {
  const before = await content()
  await caretAtEnd()
  await paste('0123456789abcde\n', (5 * 1024 * 1024) / 16)
  await expect.poll(async () => (await content()).length).toBe(before.length + 5 * 1024 * 1024)
  await page.keyboard.press('Control+z')
  await expect.poll(content).toBe(before)
})

it('keeps joined emoji, right-to-left text and hidden signs as they are, shows the hidden ones, and copies all of it (R43)', async () => {
  const odd = 'a\u202eb\u200bc\u0000d\ud800e 👩‍👩‍👧 שלום'
  await text(1).click()
  await page.keyboard.press('Control+a')
  await paste(odd)
  await expect.poll(content).toBe(odd)
  expect(await text(1).locator('.cm-specialChar').allTextContents()).toEqual(['U+202E', 'U+200B', '␀', 'U+D800'])
  await page.evaluate(() => {
    document.addEventListener('copy', (event) => {
      document.documentElement.dataset.copied = JSON.stringify(event.clipboardData?.getData('text/plain'))
    })
  })
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  const copied = () => page.evaluate(() => document.documentElement.dataset.copied ?? 'null')
  await expect.poll(async () => JSON.parse(await copied()) as string).toBe(odd)
  // Backwards over the word and the space, and then over the family as one sign.
  await page.keyboard.press('Control+End')
  for (let sign = 0; sign < 6; sign += 1) await page.keyboard.press('Backspace')
  await expect.poll(content).toBe(odd.slice(0, odd.indexOf('👩')))
})

it('shows the request as JSON by its key, takes what is typed, and leads back', async () => {
  await text(1).click()
  await page.keyboard.press('Control+Shift+e')
  const json = page.getByRole('textbox', { name: 'Request as JSON' })
  await json.click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(
    '{"model":"claude-haiku-4-5","max_tokens":9,"messages":[{"role":"user","content":"Hi"}',
  )
  await page.getByRole('alert').getByText('The prompt stays as it was.').waitFor()
  await page.keyboard.insertText(']}')
  await expect.poll(content).toBe('Hi')
  await page.getByRole('button', { name: 'Visual' }).press('Enter')
  expect(await text(1).textContent()).toBe('Hi')
  expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Request')
})

it('finds every command by words, and does what has been given another key with that key only', async () => {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Commands' }).waitFor()
  await page.keyboard.type('keyboard sett')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Key of Run: Ctrl ⏎' }).click()
  await page.keyboard.press('Control+s')
  expect(await page.getByRole('alert').textContent()).toContain('It is the key of “Save prompt”.')
  await page.getByRole('button', { name: 'Key of Run: Ctrl ⏎' }).click()
  await page.keyboard.press('F9')
  await page.getByRole('button', { name: 'Key of Run: F9' }).waitFor()
  await page.keyboard.press('Escape')
  await text(1).click()
  await page.keyboard.press('Control+Enter')
  expect(await runs()).toBe(0)
  await page.keyboard.press('F9')
  await expect.poll(runs).toBe(1)
  await page.getByRole('button', { name: 'Run', exact: true }).filter({ hasText: 'F9' }).waitFor()
})
