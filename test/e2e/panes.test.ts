// The panes of the window: their dividers, and what is remembered of them.
import type { Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { axeViolations } from '../support/axe.ts'
import { type App, launchApp, pageHosts } from '../support/launch-app.ts'
import { openFresh } from '../support/open-fresh.ts'

let app: App
let page: Page

const navigator = () => page.getByRole('navigation', { name: 'Navigator' })
const request = () => page.getByRole('region', { name: 'Request' })
const response = () => page.getByRole('region', { name: 'Response' })
const besideNavigator = () => page.getByRole('separator', { name: 'Width of the navigator' })
const betweenPanes = () => page.getByRole('separator', { name: 'Between editor and response' })

type Pane = ReturnType<typeof navigator>
async function box(pane: Pane) {
  const found = await pane.boundingBox()
  if (!found) throw new Error('It is not in sight.')
  return found
}
const width = async (pane: Pane) => Math.round((await box(pane)).width)
const share = async () => (await width(request())) / ((await width(request())) + (await width(response())))

async function drag(divider: Pane, byX: number) {
  const { x, y, height } = await box(divider)
  await page.mouse.move(x, y + height / 2)
  await page.mouse.down()
  await page.mouse.move(x + byX, y + height / 2, { steps: 4 })
  await page.mouse.up()
}

describe.each(pageHosts())('in the host %s', (host) => {
  beforeAll(async () => {
    app = await launchApp({ host })
  })
  afterAll(() => app.close())
  beforeEach(async () => {
    page = app.page
    await page.setViewportSize({ width: 1440, height: 900 })
    await openFresh(app, examplePrompts[0]!)
  })

  describe('a divider', () => {
    it('is dragged, remembered over a restart, and reset by a double click', async () => {
      await drag(besideNavigator(), 60)
      await expect.poll(() => width(navigator())).toBe(300)
      await expect.poll(async () => (await app.call('settings.get', {})).layout['navigator.widthPx']).toBe(300)
      app = await app.restart()
      page = app.page
      await expect.poll(() => width(navigator())).toBe(300)
      await besideNavigator().dblclick({ force: true })
      await expect.poll(() => width(navigator())).toBe(240)
      await expect.poll(async () => (await app.call('settings.get', {})).layout['navigator.widthPx']).toBeUndefined()
    })

    it('is moved by the keyboard and stops where a pane would become too small', async () => {
      await betweenPanes().focus()
      await page.keyboard.press('ArrowLeft')
      await expect.poll(share).toBeLessThan(0.48)
      await page.keyboard.press('Home')
      await expect.poll(() => width(request())).toBe(400)
      await page.keyboard.press('End')
      await expect.poll(() => width(response())).toBe(320)
    })

    it('writes nothing to the console and has no style refused by the page’s policy', async () => {
      await drag(betweenPanes(), 80)
      expect(app.complaints()).toEqual([])
    })
  })

  it('give the focus to its button where the navigator that has it is hidden, and the headings stay in order', async () => {
    const button = page.getByRole('button', { name: 'Navigator' })
    await navigator().getByRole('searchbox').focus()
    await page.keyboard.press('Control+b')
    await navigator().waitFor({ state: 'hidden' })
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.getByRole('button', { name: 'Variables', exact: true }).click()
    await page.getByRole('heading', { name: 'Variables' }).waitFor()
    expect(await axeViolations(page, 'without contrasts')).toEqual([])
    await page.keyboard.press('Control+b')
    await navigator().waitFor()
  })

  describe('the panes', () => {
    it('keep the pixels of the navigator and the share of the editor when the window changes', async () => {
      await drag(betweenPanes(), 120)
      const before = await share()
      await page.setViewportSize({ width: 1200, height: 900 })
      await expect.poll(() => width(navigator())).toBe(240)
      await expect.poll(share).toBeCloseTo(before, 2)
    })

    it('change sides with their sizes, and what is in them stays', async () => {
      await drag(betweenPanes(), 120)
      const before = await width(request())
      await page.locator('.cm-editor').first().waitFor()
      await page
        .locator('.cm-editor')
        .first()
        .evaluate((editor) => editor.setAttribute('data-same', ''))
      await page.keyboard.press('Control+j')
      await expect.poll(async () => (await box(request())).x).toBeGreaterThan((await box(response())).x)
      expect(await width(request())).toBe(before)
      expect(await page.locator('.cm-editor[data-same]').count()).toBe(1)
      await drag(betweenPanes(), 60)
      await expect.poll(() => width(request())).toBe(before - 60)
    })

    it('stand one under the other in a narrow window, with a height of its own', async () => {
      await drag(betweenPanes(), 120)
      const before = await share()
      await page.setViewportSize({ width: 900, height: 900 })
      await expect.poll(async () => (await box(response())).y).toBeGreaterThan((await box(request())).y)
      expect(Math.round((await box(request())).height)).toBe(Math.round((await box(response())).height))
      await page.setViewportSize({ width: 1440, height: 900 })
      await expect.poll(share).toBeCloseTo(before, 2)
    })

    it('keep clear of toasts what is pressed: the message lies over what is scrolled', async () => {
      const clear = async (covered: Pane) => {
        const toast = await box(page.getByText('Message 3 deleted.'))
        const other = await box(covered)
        return (
          toast.y + toast.height <= other.y || toast.y >= other.y + other.height || toast.x >= other.x + other.width
        )
      }
      await page.getByRole('textbox', { name: 'Message 3 text' }).click()
      await page.keyboard.press('Control+Enter')
      const steps = page.getByRole('group', { name: 'Next steps' })
      await steps.waitFor()
      for (const [width, height] of [
        [1440, 900],
        [800, 600],
      ] as const) {
        await page.setViewportSize({ width, height })
        await page.getByRole('textbox', { name: 'Message 3 text' }).click()
        await page.getByRole('button', { name: 'Delete message 3' }).click()
        const undo = page.getByRole('button', { name: 'Undo', exact: true })
        await undo.waitFor()
        expect(await clear(steps)).toBe(true)
        expect(await clear(page.getByRole('region', { name: 'Settings', exact: true }))).toBe(true)
        expect(await clear(page.getByRole('contentinfo'))).toBe(true)
        await undo.click()
      }
    })

    it('have room for what is opened in a low editor, and nothing lies over anything else', async () => {
      await page.setViewportSize({ width: 800, height: 600 })
      const message = page.getByRole('textbox', { name: 'Message 1 text' })
      await message.focus()
      await page.keyboard.press('Control+E')
      const drawer = page.getByRole('region', { name: 'Variables' })
      await expect.poll(async () => (await box(drawer)).height).toBeGreaterThan(150)
      const { y, height } = await box(drawer)
      expect(y + height).toBeLessThanOrEqual((await box(response())).y)
      expect(await page.getByRole('region', { name: 'Settings' }).isVisible()).toBe(false)
      await page.keyboard.press('Control+E')
      await message.waitFor()
    })
  })
})
