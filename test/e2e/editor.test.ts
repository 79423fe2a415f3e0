// The request editor, as a user finds it: by role and name, with the keyboard and the pointer.
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { type App, launchApp, pageHosts } from '../support/launch-app.ts'
import { openFresh } from '../support/open-fresh.ts'

let app: App
let page: Page
let id: string

const text = (number: number) => page.getByRole('textbox', { name: `Message ${number} text` })
const textOf = (number: number) => text(number).textContent()
const messages = async () =>
  page
    .getByRole('group', { name: /^Message \d/ })
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('aria-label')))
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
/** The open prompt as another window would see it. */
const journalled = async () => (await app.call('prompts.open', { id })).prompt

/** Whether the line of the caret is where its field, which scrolls, and the list around it are seen. */
const caretIsInSight = (field: Locator) =>
  field.evaluate(async (content) => {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    const node = getSelection()?.focusNode
    const line = node instanceof Element ? node : node?.parentElement
    const bottom = line?.closest('.cm-line') ? line.closest('.cm-line')!.getBoundingClientRect().bottom : -1
    const scrollers = [content.parentElement!, content.closest('[data-files-end]')!]
    return scrollers.every((one) => {
      const box = one.getBoundingClientRect()
      return bottom > box.top && bottom <= box.bottom + 1
    })
  })

async function typeAtEnd(field: Locator, words: string) {
  await field.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(words)
}

const announced = () => page.getByRole('status', { name: 'Announcements' }).textContent()

const handle = (number: number) => page.getByRole('button', { name: `Move message ${number}`, exact: true })

/** Presses on the handle of a message and moves far enough to begin a drag. */
async function pickUp(grip: Locator) {
  await grip.and(page.locator('[draggable="true"]')).waitFor()
  const { x, y } = await spot(grip)
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 12, y + 12, { steps: 3 })
}

/** The middle of the top of a card or of a button. */
async function spot(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox()
  if (!box) throw new Error('It is not in sight.')
  return { x: box.x + box.width / 2, y: box.y + 6 }
}

describe.each(pageHosts())('in the host %s', (host) => {
  beforeAll(async () => {
    app = await launchApp({ host })
  })
  afterAll(() => app.close())
  beforeEach(async () => {
    page = app.page
    page.setDefaultTimeout(10_000)
    await page.setViewportSize({ width: 1280, height: 800 })
    id = await openFresh(app, examplePrompts[0]!)
    await page.getByRole('group', { name: 'Message 3 (user)' }).locator('.cm-editor').waitFor()
  })

  describe('messages', () => {
    it('are typed, undone and redone by the keys of the whole prompt', async () => {
      await typeAtEnd(text(1), ' Please')
      await page.keyboard.press('Control+z')
      expect(await textOf(1)).not.toMatch(/Please/)
      await page.keyboard.press('Control+Shift+z')
      expect(await textOf(1)).toMatch(/Please$/)
    })

    it('show the caret while they are typed, where lines wrap and where it had been scrolled out of sight', async () => {
      const lines = Array.from({ length: 80 }, (_, line) => `Line ${line}`).join('\n')
      id = await openFresh(app, { ...examplePrompts[0]!, messages: [{ id: 'm1', role: 'user', content: lines }] })
      await page.getByRole('group', { name: 'Message 1 (user)' }).locator('.cm-editor').waitFor()
      await typeAtEnd(text(1), ` ${'word '.repeat(60)}`)
      expect(await caretIsInSight(text(1))).toBe(true)
      for (const upPx of [100, 400, 5_000]) {
        await text(1).evaluate((field, px) => field.parentElement!.scrollBy(0, -px), upPx)
        await expect.poll(() => caretIsInSight(text(1))).toBe(false)
        await page.keyboard.type('xy')
        expect(await caretIsInSight(text(1))).toBe(true)
      }
      await vi.waitFor(async () =>
        expect((await journalled()).messages[0]?.content).toBe(`${lines} ${'word '.repeat(60)}xyxyxy`),
      )
    })

    it('show the icons of their tools under the pointer and around the focus only', async () => {
      const remove = page.getByRole('button', { name: 'Delete message 2' })
      const icon = remove.locator('svg')
      await text(1).hover()
      await remove.waitFor({ state: 'attached' })
      expect(await icon.isVisible()).toBe(false)
      await text(2).hover()
      expect(await icon.isVisible()).toBe(true)
      await text(1).hover()
      expect(await icon.isVisible()).toBe(false)
      await remove.focus()
      expect(await icon.isVisible()).toBe(true)
    })

    it('move by Alt with an arrow, or an arrow on the handle, and keep the focus', async () => {
      await typeAtEnd(text(1), ' Moved')
      await page.keyboard.press('Alt+ArrowDown')
      expect(await focused()).toBe('Message 2 text')
      await page.keyboard.type(' twice')
      expect(await textOf(2)).toMatch(/Moved twice$/)
      expect(await announced()).toBe('Message 1 moved to place 2.')
      await handle(2).focus()
      await page.keyboard.press('ArrowDown')
      expect(await focused()).toBe('Move message 3')
      expect(await textOf(3)).toMatch(/Moved twice$/)
    })

    it('are dragged by their handle, and a screen reader is told', async () => {
      // High enough for the first and the third message to be in sight above the settings.
      await page.setViewportSize({ width: 1280, height: 1_000 })
      const third = await textOf(3)
      await pickUp(handle(3))
      const to = await spot(page.getByRole('group', { name: 'Message 1 (user)' }))
      await page.mouse.move(to.x, to.y, { steps: 8 })
      await page.locator('[data-drop="before"]').waitFor()
      await page.mouse.up()
      await expect.poll(announced).toBe('Message 3 moved to place 1.')
      expect(await textOf(1)).toBe(third)
      expect(app.complaints()).toEqual([])
    })

    it('stay where they are when the drag ends beside the list', async () => {
      await page.setViewportSize({ width: 1280, height: 1_000 })
      await pickUp(handle(3))
      const away = await spot(page.getByRole('tabpanel'))
      await page.mouse.move(away.x, away.y, { steps: 8 })
      await page.locator('[data-dragged]').waitFor()
      await page.mouse.up()
      await expect.poll(() => page.locator('[data-drop], [data-dragged]').count()).toBe(0)
      expect(await announced()).toBe('')
    })

    it('scroll the list when they are dragged to its edge, also one of 10,000', async () => {
      const long = Array.from({ length: 10_000 }, (_, index) => ({
        id: `m${index}`,
        role: 'user' as const,
        content: '?',
      }))
      await app.call('prompts.create', {
        prompt: { ...(await journalled()), id: 'long', name: 'Long', messages: long },
      })
      await page.reload()
      await page.getByRole('button', { name: 'Long', exact: true }).click()
      await pickUp(page.locator('[data-message="m0"] [data-grip]'))
      const edge = await spot(page.getByRole('region', { name: 'Settings' }))
      // A browser at rest repeats where the pointer is; here it has to move for that.
      const nudgeUntil = (y: number, isDone: () => Promise<boolean>) => {
        let nudge = 0
        return vi.waitUntil(
          async () => {
            await page.mouse.move(edge.x, y - (nudge++ % 3) * 4)
            return isDone()
          },
          { timeout: 20_000 },
        )
      }
      // Cards are made before they are in view: the twelfth has to come up to where the pointer is.
      const twelfth = page.locator('[data-message="m11"]')
      await nudgeUntil(edge.y - 20, async () => {
        const box = (await twelfth.isVisible()) ? await twelfth.boundingBox() : null
        return box !== null && box.y < edge.y - 20
      })
      await nudgeUntil(
        edge.y - 150,
        async () => (await page.locator('[data-drop]:not([data-message="m0"])').count()) > 0,
      )
      await page.mouse.up()
      await expect.poll(announced).toMatch(/^Message 1 moved to place \d+\.$/)
    })

    it('go through the roles that the model takes', async () => {
      await page.getByRole('group', { name: 'Message 3 (user)' }).getByRole('button', { name: 'Role: User' }).click()
      expect(await messages()).toEqual(['Message 1 (user)', 'Message 2 (assistant)', 'Message 3 (assistant)'])
    })

    it('are deleted at once and brought back by the toast', async () => {
      await page.getByRole('button', { name: 'Delete message 2' }).click()
      expect(await messages()).toEqual(['Message 1 (user)', 'Message 2 (user)'])
      // Not even an open dialog stands in front of it.
      await page.keyboard.press('Control+Comma')
      await page.getByRole('dialog', { name: 'Settings' }).waitFor()
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'hidden' })
      expect(await messages()).toEqual(['Message 1 (user)', 'Message 2 (assistant)', 'Message 3 (user)'])
    })

    it('show every sign as it is sent: no arrow for two, in no text that sets a font', async () => {
      const joined = await page.evaluate(() =>
        [...document.querySelectorAll('#root *')].flatMap((element) => {
          const { fontVariantLigatures } = getComputedStyle(element)
          return fontVariantLigatures === 'none' ? [] : [element.className]
        }),
      )
      expect(joined).toEqual([])
    })

    it('are added with the caret in them, and mark their variables', async () => {
      await page.getByRole('button', { name: '+ User' }).click()
      await page.keyboard.type('About {{topic}}')
      expect(await textOf(4)).toBe('About {{topic}}')
      expect(await text(4).locator('.cm-variable').textContent()).toBe('{{topic}}')
    })
  })

  it('is there at the first start with the example on which every control is alive', async () => {
    const first = await launchApp({ host })
    await first.page.getByRole('button', { name: 'Support triage', exact: true }).first().waitFor()
    await expect.poll(() => first.page.getByRole('combobox', { name: 'Model' }).inputValue()).toBe('Claude Haiku 4.5')
    await first.close()
  })

  describe('settings', () => {
    it('keep what is out of range, say why it is refused, and can be left out', async () => {
      const temperature = page.getByRole('textbox', { name: 'Temperature' })
      await temperature.fill('1.5')
      await page.getByText('temperature must be between 0 and 1').waitFor()
      expect(await temperature.inputValue()).toBe('1.5')
      await page.getByRole('button', { name: 'Temperature: refused here' }).click()
      await page.getByRole('button', { name: 'Temperature: not sent' }).waitFor()
      // The rules look again a moment later.
      await page.getByRole('button', { name: 'API version' }).filter({ hasText: '2026-10-21' }).waitFor()
    })

    it('are marked, not changed, by another model, and mended by one click', async () => {
      await page.getByRole('combobox', { name: 'Model' }).fill('claude-opus-5-5')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Temperature: refused here' }).waitFor()
      expect(await page.getByRole('textbox', { name: 'Temperature' }).inputValue()).toBe('0.2')
      await page.getByRole('button', { name: 'Remove prefill' }).click()
      await expect.poll(() => page.getByText('does not continue an assistant message').count()).toBe(0)
      await expect.poll(async () => (await journalled()).settings.temperature).toBe(0.2)
    })

    it('are one line in a low window, until they are opened, and stay as they were left', async () => {
      const settings = page.getByRole('region', { name: 'Settings' })
      const toggle = settings.getByRole('button', { name: 'Settings' })
      await page.setViewportSize({ width: 800, height: 600 })
      await expect.poll(() => toggle.getAttribute('aria-expanded')).toBe('false')
      expect(await settings.textContent()).toContain('3 set')
      await page.setViewportSize({ width: 1280, height: 800 })
      await expect.poll(() => toggle.getAttribute('aria-expanded')).toBe('true')
      await page.setViewportSize({ width: 800, height: 600 })
      await expect.poll(() => toggle.getAttribute('aria-expanded')).toBe('false')
      await toggle.click()
      await page.getByRole('textbox', { name: 'Temperature' }).waitFor()
      await page.setViewportSize({ width: 720, height: 450 })
      expect(await toggle.getAttribute('aria-expanded')).toBe('true')
      // The time of the journal takes no line of its own: that would move the page while one types.
      await page.getByRole('textbox', { name: 'Temperature' }).fill('0.3')
      await page.getByTitle(/^Journalled \d/).waitFor()
      expect((await page.getByRole('contentinfo').boundingBox())?.height).toBeLessThan(40)
    })
  })

  describe('the model', () => {
    const field = () => page.getByRole('combobox', { name: 'Model' })
    const options = () => page.getByRole('listbox', { name: 'Model' }).getByRole('option')
    const selected = () => field().evaluate((input: HTMLInputElement) => input.value.slice(input.selectionStart ?? 0))

    it('may be any id', async () => {
      await field().fill('my-own-model')
      await page.keyboard.press('Enter')
      await page.getByText('unknown model: rules limited').waitFor()
      await expect.poll(async () => (await journalled()).model).toBe('my-own-model')
    })

    it('is typed over the selected name, also while the list finds something', async () => {
      await field().click()
      expect(await selected()).toBe('Claude Haiku 4.5')
      await page.keyboard.type('claude-opus')
      await expect.poll(() => options().count()).toBeGreaterThan(1)
      await page.keyboard.press('Enter')
      await expect.poll(async () => (await journalled()).model).toBe('claude-opus')
    })

    it('is found by words of its name or id, and taken with the arrows', async () => {
      await field().focus()
      await page.keyboard.type('opus 5-5')
      await expect.poll(() => options().count()).toBe(1)
      await page.keyboard.press('ArrowDown')
      const active = () => field().getAttribute('aria-activedescendant')
      await expect.poll(async () => (await options().first().getAttribute('id')) === (await active())).toBe(true)
      await page.keyboard.press('Enter')
      await expect.poll(async () => (await journalled()).model).toBe('claude-opus-5-5')
      await expect.poll(selected).toBe('Claude Opus 5.5')
    })

    it('stays what it was after Escape', async () => {
      await field().focus()
      await page.keyboard.type('opus')
      await options().first().waitFor()
      await page.keyboard.press('Escape')
      await options().first().waitFor({ state: 'detached' })
      expect(await field().inputValue()).toBe('Claude Haiku 4.5')
    })

    it('is in sight and marked when the list opens, under the name of its line', async () => {
      await field().click()
      const current = page.getByRole('option', { selected: true })
      await expect.poll(() => current.textContent()).toContain('Claude Haiku 4.5')
      await expect
        .poll(() =>
          current.evaluate((option) => {
            const list = option.closest('[role=listbox]')!.getBoundingClientRect()
            const { top, bottom } = option.getBoundingClientRect()
            return top >= list.top && bottom <= list.bottom
          }),
        )
        .toBe(true)
      await page.getByRole('group', { name: 'Haiku' }).getByRole('option').first().waitFor()
    })
  })

  describe('nothing is lost', () => {
    it('of what is typed while the editor is on its way and takes over', async () => {
      const arrival = Promise.withResolvers<void>()
      await page.route('**/code-editor-*.js', async (route) => {
        await arrival.promise
        await route.continue()
      })
      await page.reload()
      await text(3).focus()
      await page.keyboard.press('Control+End')
      const words = ' word'.repeat(60)
      const typing = page.keyboard.type(words)
      await expect.poll(() => text(3).inputValue()).toMatch(/word word/)
      arrival.resolve()
      await typing
      await text(3).and(page.locator('.cm-content')).waitFor()
      expect(await textOf(3)).toMatch(new RegExp(`today\\.${words}$`))
      await page.unrouteAll()
    })

    it('when the process is killed a moment after typing', async () => {
      await typeAtEnd(text(3), ' Do not lose this.')
      await expect.poll(async () => JSON.stringify(await journalled())).toContain('Do not lose this.')
      await app.kill()
      app = await app.restart()
      expect(await app.page.getByRole('textbox', { name: 'Message 3 text' }).textContent()).toContain(
        'Do not lose this.',
      )
    })

    it('of blocks, with every field of theirs, and of settings that have no control', async () => {
      const cached = { type: 'text', text: 'Look at this.', cache_control: { type: 'ephemeral' } }
      const image = { type: 'image', source: { type: 'url', url: 'https://example.com/cat.png' } }
      const settings = { max_tokens: 64, thinking: { type: 'enabled', budget_tokens: 1024 }, speed: 'fast' }
      const prompt = { ...(await journalled()), id: 'with-blocks', name: 'With blocks', settings }
      const content = [cached, image]
      await app.call('prompts.create', { prompt: { ...prompt, messages: [{ id: 'b', role: 'user', content }] } })
      await page.reload()
      await page.getByRole('button', { name: 'With blocks', exact: true }).click()
      await page.getByRole('button', { name: 'More fields: speed' }).waitFor()
      await page.getByRole('group', { name: 'Block 2 (image)' }).waitFor()
      await typeAtEnd(text(1), ' Closely.')
      const edited = async () => (await app.call('prompts.open', { id: 'with-blocks' })).prompt
      await expect
        .poll(async () => (await edited()).messages[0]?.content)
        .toEqual([{ ...cached, text: 'Look at this. Closely.' }, image])
      expect((await edited()).settings).toEqual(settings)
    })

    it('of a paste of several megabytes, which stays quick to undo', async () => {
      const before = await textOf(3)
      await text(3).click()
      await page.keyboard.press('Control+a')
      await text(3).evaluate((field) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', 'a line of words\r\n'.repeat(300_000))
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      })
      const pasted = 'a line of words\n'.repeat(300_000)
      await expect.poll(async () => (await journalled()).messages[2]?.content === pasted).toBe(true)
      await page.keyboard.press('Control+z')
      expect(await textOf(3)).toBe(before)
    })
  })

  it('writes nothing to the console and has no style refused by the page’s policy', async () => {
    await text(1).click()
    await page.getByRole('combobox', { name: 'Model' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'More for message 1' }).click()
    await page.keyboard.press('Escape')
    expect(app.complaints()).toEqual([])
  })
})
