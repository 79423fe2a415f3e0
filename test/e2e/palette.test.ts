// The command palette: every action that the screen has is in it.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type App, launchApp } from '../support/launch-app.ts'

let app: App
beforeEach(async () => {
  app = await launchApp({ host: 'browser', scenario: 'fast' })
  app.page.setDefaultTimeout(20_000)
})
afterEach(() => app.close())

const palette = () => app.page.getByRole('dialog', { name: 'Commands' })
const commands = async () => {
  await app.page.keyboard.press('Control+k')
  await palette().getByRole('option').first().waitFor()
  const labels = await palette()
    .getByRole('option')
    .evaluateAll((rows) => rows.map((row) => row.firstElementChild?.textContent ?? ''))
  await app.page.keyboard.press('Escape')
  await palette().waitFor({ state: 'detached' })
  return labels
}
/** Finds a command by words and does it. */
async function command(words: string) {
  await app.page.keyboard.press('Control+k')
  await palette().getByRole('combobox').fill(words)
  await expect.poll(() => palette().getByRole('option').first().textContent()).toContain(words)
  await app.page.keyboard.press('Enter')
  await palette().waitFor({ state: 'detached' })
}
/** The buttons, tabs and switches that can be used now, as a person sees them, but for those of rows and cards. */
const onScreen = () =>
  app.page.locator('button:visible, [role="tab"]:visible, [role="switch"]:visible').evaluateAll((controls) =>
    controls
      .filter((control) => !control.closest('li, [data-message]') && !control.matches(':disabled'))
      .map((control) => {
        const said = control.cloneNode(true) as HTMLElement
        for (const hidden of said.querySelectorAll('[aria-hidden]')) hidden.remove()
        return control.getAttribute('data-command') ?? control.getAttribute('aria-label') ?? said.textContent.trim()
      }),
  )
/** Buttons whose action is in the palette in other words. */
const inOtherWords: Record<string, string> = {
  Navigator: 'Show or hide the navigator',
}
const apart = new Set(['Find a command'])

it('every action on the screen is in it, before and after a run, and those of a message and its blocks', async () => {
  const { page } = app
  await page.getByRole('button', { name: /^More fields/ }).waitFor()
  await page.getByRole('button', { name: 'More for message 1' }).waitFor()
  await expect
    .poll(commands)
    .toEqual(
      expect.arrayContaining([
        'Add user message',
        'Add assistant message',
        'Show Wire',
        'New from a starter…',
        'Go to System prompt',
        'Message 3: Add block: Image',
        'Message 3: Add block: Tool result',
        'Message 3: Duplicate',
        'Message 3: Delete',
        'Message 3: Collapse',
      ]),
    )
  await page.keyboard.press('Control+Enter')
  await page.getByRole('group', { name: 'Next steps' }).waitFor()
  const plain = (label: string) => label.toLowerCase().replaceAll(/\s/g, '')
  // The button of the title bar and the tab are one command.
  expect((await commands()).filter((label) => /^(show )?code$/i.test(label))).toEqual(['Show Code'])
  // What has come into sight while the palette was read is in it the next time.
  const missing = async () => {
    const said = (await commands()).map(plain)
    const names = (await onScreen()).filter((name) => !apart.has(name)).map((name) => inOtherWords[name] ?? name)
    expect(names.length).toBeGreaterThan(25)
    return names.filter((name) => ![name, `show ${name}`].some((label) => said.includes(plain(label))))
  }
  await expect.poll(missing).toEqual([])
})

it('does what is found: a panel opens, a block comes into the message that had the focus', async () => {
  const { page } = app
  await page.getByRole('button', { name: 'More for message 1' }).waitFor()
  await page.getByRole('textbox', { name: 'Message 1 text' }).click()
  await command('Message 1: Add block: Search result')
  const added = page.getByRole('group', { name: 'Block 2 (search_result)' })
  await added.waitFor()
  await expect
    .poll(() => added.evaluate((block) => block.contains(document.activeElement) && document.activeElement?.tagName))
    .toBe('INPUT')
  await command('More fields')
  await page.getByRole('heading', { name: 'More fields' }).waitFor()
  await command('Show Events')
  await expect.poll(() => page.getByRole('tab', { name: 'Events' }).getAttribute('aria-selected')).toBe('true')
})

it('has what is behind menus and closed rooms, and opens them: runs, presets, folders, the context, the simulator', async () => {
  const { page } = app
  await page.getByRole('button', { name: 'More for message 1' }).waitFor()
  await page.keyboard.press('Control+b')
  await expect
    .poll(commands)
    .toEqual(
      expect.arrayContaining([
        'Export runs…',
        'Import presets…',
        'Export all presets',
        'Fit to budget…',
        'Use connection: Anthropic',
        'Simulator: Overloaded (529)',
      ]),
    )
  const chooser = page.waitForEvent('filechooser')
  await command('Import runs')
  await chooser
  await page.getByRole('region', { name: 'All runs' }).waitFor()
  // Offered once, by the history itself.
  expect((await commands()).filter((label) => label === 'Import runs…')).toHaveLength(1)
  await command('Simulator: Refusal')
  await expect.poll(async () => (await app.call('simulator.info', {})).scenario).toBe('refusal')
  await page.getByText('The simulator answers from now on: Refusal.').waitFor()
  await command('Use connection: Anthropic')
  await expect.poll(async () => (await app.call('connections.list', {})).activeId).toBe('anthropic')
  expect(await commands()).not.toContain('Simulator: Refusal')
})

it('the sheet of all keys leads to where they are changed', async () => {
  const { page } = app
  await page.getByRole('button', { name: 'More for message 1' }).waitFor()
  await command('Keyboard shortcuts')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByRole('button', { name: 'Change keys…' }).click()
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('button', { name: 'Reset all' }).waitFor()
  await expect.poll(() => settings.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true)

  // What was pressed is gone or of no use afterwards: the focus goes on to the key that it was about.
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  const keyOf = (label: string) => settings.getByRole('button', { name: new RegExp(`^Key of ${label}: `) })
  await keyOf('Run').click()
  await page.keyboard.press('Control+s')
  await settings.getByRole('alert').getByText('It is the key of “Save prompt”.').waitFor()
  await settings.getByRole('button', { name: 'Use it here instead' }).press('Enter')
  await expect.poll(focused).toBe('Key of Run: Ctrl S')
  await keyOf('Save prompt')
    .and(page.getByRole('button', { name: /No key$/ }))
    .waitFor()
  await settings.getByRole('button', { name: 'No key for Undo' }).press('Enter')
  await expect.poll(focused).toBe('Key of Undo: No key')
  await settings.getByRole('button', { name: 'Reset all' }).press('Enter')
  await expect.poll(focused).toBe('Key of Run: Ctrl ⏎')
})
