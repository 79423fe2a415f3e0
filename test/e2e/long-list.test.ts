import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Prompt, PromptMessage } from '#shared/prompt/prompt'
import { axeViolations } from '../support/axe.ts'
import { type App, launchApp } from '../support/launch-app.ts'

let app: App
let page: Page
const count = 10_000
const prompt: Prompt = {
  id: 'long',
  name: 'Long',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: '',
  messages: Array.from({ length: count }, (_, index) => ({
    id: `long-${index + 1}`,
    role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
    content: contentOf(index),
  })),
  prefill: '',
  settings: { max_tokens: 100 },
}

function contentOf(index: number): PromptMessage['content'] {
  // What is empty before the end is found by the rules.
  if (index === 7_000) return ''
  const text = `Words number ${index + 1}. ${'They go on. '.repeat(index % 40)}`
  return index === 8_000 ? [{ type: 'text', text, cache_control: { type: 'ephemeral' } }] : text
}

const card = (number: number) => page.getByRole('group', { name: new RegExp(`^Message ${number} \\(`) })
const text = (number: number) => page.getByRole('textbox', { name: `Message ${number} text`, exact: true })
const editor = (number: number) => card(number).locator('.cm-editor')
const announced = () => page.getByRole('status', { name: 'Announcements' }).textContent()
const list = () => page.locator('[data-message-list]')
/** What scrolls the cards. */
const scroller = () => list().locator('..')
const scrollTo = (end: 'start' | 'end') =>
  scroller().evaluate((element, to) => element.scrollTo(0, to === 'end' ? element.scrollHeight : 0), end)

async function top(locator: Locator): Promise<number> {
  const box = await locator.boundingBox()
  if (!box) throw new Error('It is not in the page.')
  return box.y
}

/** Waits until nothing in the list moves any more. */
const still = () =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let last = ''
        let frames = 0
        const look = () => {
          const list = document.querySelector('[data-message-list]')
          const now = [...(list?.querySelectorAll('[data-message]') ?? [])].map(
            (card) => card.getBoundingClientRect().y,
          )
          frames = String(now) === last ? frames + 1 : 0
          last = String(now)
          if (frames > 5) resolve()
          else requestAnimationFrame(look)
        }
        look()
      }),
  )

beforeAll(async () => {
  app = await launchApp({ host: 'browser' })
  page = app.page
  page.setDefaultTimeout(15_000)
  await page.setViewportSize({ width: 1280, height: 1_000 })
  await app.call('prompts.create', { prompt })
  await page.reload()
  await page.getByRole('button', { name: 'Long', exact: true }).click()
  await page.locator('[data-message="long-1"] .cm-editor').waitFor()
})
afterAll(() => app.close())
beforeEach(() => scrollTo('start'))

describe('a list of 10,000 messages', () => {
  it('has cards for the few that are near, and the words of all others', async () => {
    expect(await list().locator('*').count()).toBeLessThan(2_500)
    const words = await list().textContent()
    for (const number of [1, 5_000, count]) expect(words).toContain(`Words number ${number}.`)
    // The rail goes as far as the breakpoint far below.
    const rail = list().locator('..').locator('[data-ttl]')
    await expect.poll(async () => (await rail.boundingBox())?.height).toBeGreaterThan(400_000)
    expect(await axeViolations(page)).toEqual([])
  })

  it('keeps what the browser finds in sight when its card comes', async () => {
    // As the browser's search does: it selects, and scrolls what it has selected to the middle.
    await scroller().evaluate((element) => {
      getSelection()?.removeAllRanges()
      Reflect.get(window, 'find').call(window, 'Words number 6333.')
      const found = getSelection()?.getRangeAt(0).getBoundingClientRect()
      const { top, height } = element.getBoundingClientRect()
      element.scrollTop += (found?.top ?? 0) - top - height / 2
    })
    await editor(6_333).waitFor()
    await still()
    await expect.poll(() => text(6_333).evaluate((one) => one.getBoundingClientRect().top)).toBeGreaterThan(0)
    await expect.poll(() => top(card(6_333))).toBeLessThan(1_000)
  })

  it('ends at its end, and scrolls back without a jump', async () => {
    await scrollTo('end')
    await editor(count).waitFor()
    await still()
    await expect
      .poll(() => scroller().evaluate((one) => one.scrollHeight - one.clientHeight - one.scrollTop))
      .toBeLessThan(2)
    await page.mouse.move(640, 300)
    for (let step = 0; step < 12; step += 1) {
      const [seen] = await cardsInSight()
      const before = await top(card(seen!))
      await page.mouse.wheel(0, -300)
      await expect.poll(async () => Math.abs((await top(card(seen!))) - before - 300)).toBeLessThan(3)
    }
  })

  it('goes to what was found far away, with the caret in it', async () => {
    await page
      .getByRole('button', { name: /finding/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Go to messages.7000' }).first().click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Message 7001 text')
    await editor(7_001).waitFor()
    await card(7_001).waitFor()
  })

  it('keeps the card that is worked in, moves it by its key and undoes from far away', async () => {
    await text(3).click()
    await page.keyboard.type('Typed. ')
    await scrollTo('end')
    await editor(count).waitFor()
    await page.keyboard.press('Alt+ArrowDown')
    expect(await announced()).toBe('Message 3 moved to place 4.')
    expect(await text(4).textContent()).toContain('Typed. ')
    await scrollTo('end')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await scrollTo('start')
    await expect.poll(() => text(3).textContent()).not.toContain('Typed. ')
  })

  it('is selected from one end to the other', async () => {
    await card(1).hover()
    await page.getByRole('checkbox', { name: 'Select message 1', exact: true }).click()
    await scrollTo('end')
    await editor(count).waitFor()
    await page.getByRole('checkbox', { name: `Select message ${count}` }).focus()
    await page.keyboard.press('Shift+Space')
    await page.getByRole('toolbar', { name: 'Selected messages' }).getByText('10000 selected').waitFor()
    await page.keyboard.press('Escape')
  })
})

/** The numbers of the cards that begin in sight, the highest in the page first. */
function cardsInSight(): Promise<number[]> {
  return scroller().evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return [...element.querySelectorAll<HTMLElement>('[data-message]')].flatMap((card) => {
      const box = card.getBoundingClientRect()
      return box.top >= top && box.top < bottom ? [Number(card.dataset.message?.slice(5))] : []
    })
  })
}
