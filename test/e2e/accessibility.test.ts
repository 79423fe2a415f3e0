// What axe finds on each screen, in both themes and in a large and a small window: nothing.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { examplePrompts } from '#shared/examples'
import { presetFileText } from '#shared/preset-file'
import { type App, launchApp } from '../support/launch-app.ts'

let app: App
let page: Page
let axeSource: string

beforeAll(async () => {
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  app = await launchApp({ host: 'browser', scenario: 'fast' })
  page = app.page
  page.setDefaultTimeout(10_000)
})
afterAll(() => app.close())

/**
 * Base UI's own markup. Its focus guards are hidden stops for Tab that send the focus on at once. While the list of a
 * combobox is open it hides the rest of the page, the first heading with it, from screen readers; Tab closes the list first.
 */
const guards = '[data-base-ui-focus-guard]'
const hiddenByTheList = '[aria-hidden="true"]'

/** One line per element that breaks a rule: the rule, the element, why. */
async function violations(isListOpen: boolean): Promise<string[]> {
  // The page's policy takes no script of ours, so the debugger brings it in.
  await page.evaluate(`${axeSource}; undefined`)
  const context = { exclude: isListOpen ? [guards, hiddenByTheList] : [guards] }
  const options = { rules: { 'page-has-heading-one': { enabled: !isListOpen } } }
  const { violations } = await page.evaluate(
    // Safe: the line above made it.
    ([where, how]) => (globalThis as unknown as { axe: Axe }).axe.run(where, how),
    [context, options] as const,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  )
}
type Axe = { run: (context: object, options: object) => Promise<AxeResults> }

async function chooseModel(id: string) {
  await page.getByRole('combobox', { name: 'Model' }).fill(id)
  await page.keyboard.press('Enter')
}

const screens: [name: string, open: () => Promise<unknown>][] = [
  ['at the first start', () => page.getByText('Press Run.').waitFor()],
  [
    'with the list of models open',
    async () => {
      await page.getByRole('combobox', { name: 'Model' }).click()
      await page.getByRole('option').first().waitFor()
    },
  ],
  [
    'with nothing found in the list of models',
    async () => {
      await page.getByRole('combobox', { name: 'Model' }).fill('no such model')
      await page.getByRole('combobox', { name: 'Model' }).press('ArrowDown')
      await page.getByText('Nothing in the list matches.').waitFor()
    },
  ],
  [
    'with the commands',
    async () => {
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Commands' }).waitFor()
    },
  ],
  [
    'with the keys of the settings, one of them refused',
    async () => {
      await page.keyboard.press('Control+,')
      await page.getByRole('tab', { name: 'Keyboard' }).click()
      await page.getByRole('button', { name: /^Key of Run:/ }).click()
      await page.keyboard.press('Control+s')
      await page.getByRole('alert').waitFor()
    },
  ],
  [
    'with a menu open',
    async () => {
      await page.getByRole('button', { name: 'More for message 1' }).click()
      await page.getByRole('menuitem').first().waitFor()
    },
  ],
  [
    'with a tooltip',
    async () => {
      const button = page.getByRole('button', { name: 'Open settings' })
      // Until the bubble has loaded, pointing at a button shows nothing.
      await expect
        .poll(
          async () => {
            await page.mouse.move(0, 0)
            await button.hover()
            return page.waitForSelector('text="Open settings"', { timeout: 1_000 }).catch(() => null)
          },
          { timeout: 10_000 },
        )
        .not.toBeNull()
    },
  ],
  [
    'with a toast',
    async () => {
      await page.getByRole('button', { name: 'Delete message 1' }).click()
      await page.getByRole('button', { name: 'Undo' }).waitFor()
    },
  ],
  [
    'with refused settings',
    async () => {
      await chooseModel('claude-opus-5-5')
      await page.getByRole('button', { name: 'Remove prefill' }).waitFor()
    },
  ],
  [
    'in the panel of findings',
    async () => {
      await chooseModel('claude-opus-5-5')
      await page.keyboard.press('F8')
      await page.getByRole('dialog', { name: 'Findings' }).getByRole('listitem').first().waitFor()
    },
  ],
  [
    'asking before a run that will be refused',
    async () => {
      await chooseModel('claude-opus-5-5')
      await page.getByRole('button', { name: '2 findings' }).waitFor()
      await page.keyboard.press('Control+Enter')
      await page.getByRole('dialog', { name: 'This request will be refused' }).waitFor()
    },
  ],
  [
    'with the diff of all fixes',
    async () => {
      await chooseModel('claude-opus-5-5')
      await page.keyboard.press('F8')
      await page.getByRole('button', { name: 'Fix all…' }).click()
      await page.getByRole('dialog', { name: 'Fix all' }).getByRole('textbox').first().waitFor()
      await page.keyboard.press('F7')
    },
  ],
  [
    'with the choice of the API version',
    async () => {
      await page.getByRole('button', { name: /^API version/ }).click()
      await page.getByRole('radio', { name: /Automatic/ }).waitFor()
    },
  ],
  [
    'in the form that saves a preset',
    async () => {
      await page.getByRole('button', { name: 'Save as preset…', exact: true }).click()
      await page.getByRole('dialog', { name: 'Save as preset' }).getByRole('checkbox').first().waitFor()
    },
  ],
  [
    'where a preset gets another name',
    async () => {
      await page.getByRole('button', { name: 'Warm prose', exact: true }).press('F2')
      await page.getByRole('textbox', { name: 'Preset name' }).waitFor()
    },
  ],
  [
    'before presets of a file are imported',
    async () => {
      const text = presetFileText([{ name: 'Theirs', parts: { settings: { headers: {} } } }])
      const buffer = Buffer.from(text)
      await page.locator('input[type=file]').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer })
      await page.getByRole('dialog', { name: 'Import 1 preset' }).waitFor()
    },
  ],
  [
    'in the settings dialog',
    async () => {
      await page.keyboard.press('Control+,')
      await page.getByRole('dialog', { name: 'Settings' }).waitFor()
    },
  ],
  [
    'on the sheet of shortcuts',
    async () => {
      await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    },
  ],
  [
    'after a run',
    async () => {
      await page.keyboard.press('Control+Enter')
      await page
        .getByLabel('Stop reason', { exact: true })
        .filter({ hasText: /end_turn|stop_sequence/ })
        .waitFor()
    },
  ],
  ...(['JSON', 'Blocks', 'Events', 'Wire'] as const).map((name): [string, () => Promise<unknown>] => [
    `on the tab ${name}`,
    async () => {
      await page.keyboard.press('Control+Enter')
      await page
        .getByLabel('Stop reason', { exact: true })
        .filter({ hasText: /end_turn|stop_sequence/ })
        .waitFor()
      await page.getByRole('tab', { name, exact: true }).click()
      if (name === 'Events') {
        await page.getByRole('grid', { name: 'Events' }).press('ArrowRight')
        await page.getByRole('grid', { name: 'Events' }).press('ArrowDown')
      } else await page.getByRole('tabpanel').getByRole('region').first().waitFor()
    },
  ]),
  [
    'while the next try is waited for',
    async () => {
      await app.call('simulator.setScenario', { scenario: 'rate-limit-429?times=0&seconds=90' })
      await page.keyboard.press('Control+Enter')
      await page.getByRole('timer').waitFor()
      await app.call('simulator.setScenario', { scenario: 'fast' })
    },
  ],
  [
    'with the rate limits',
    async () => {
      await page.getByRole('button', { name: /^Simulator/ }).click()
      await page.getByRole('region', { name: 'Rate limits' }).waitFor()
    },
  ],
  [
    'with an error',
    async () => {
      await app.call('simulator.setScenario', { scenario: 'overloaded-529?times=0' })
      await page.keyboard.press('Control+Enter')
      await page.getByRole('heading', { name: /overloaded/i }).waitFor({ timeout: 30_000 })
      await app.call('simulator.setScenario', { scenario: 'fast' })
    },
  ],
]

describe.each([
  [1440, 900],
  [800, 600],
])('at %i × %i', (width, height) => {
  beforeEach(async () => {
    await page.setViewportSize({ width, height })
    const id = crypto.randomUUID()
    await app.call('prompts.create', { prompt: { ...examplePrompts[0]!, id } })
    await app.call('settings.set', { theme: 'system', openPromptId: id })
    await page.reload()
    await page.locator('.cm-editor').first().waitFor()
  })
  it.each(screens)('axe finds nothing %s, in light and in dark', async (_, open) => {
    await open()
    const isListOpen = (await page.getByRole('combobox', { expanded: true }).count()) > 0
    for (const colorScheme of ['dark', 'light'] as const) {
      // Colours that change by and by would be judged in between.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect({ colorScheme, violations: await violations(isListOpen) }).toEqual({ colorScheme, violations: [] })
    }
  })
})
