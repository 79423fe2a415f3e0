// What axe finds on each screen, in both themes and in a large and a small window: nothing.
import type { Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { presetFileText } from '#shared/presets/preset-file'
import { examplePrompts } from '#shared/prompt/examples'
import { axeViolations } from '../support/axe.ts'
import { everyBlockServer } from '../support/every-block.ts'
import { type App, launchApp } from '../support/launch-app.ts'
import { openFresh } from '../support/open-fresh.ts'
import type { RawServer } from '../support/raw-server.ts'

let app: App
let page: Page
let server: RawServer
let serverId: string

beforeAll(async () => {
  server = await everyBlockServer()
  app = await launchApp({ host: 'browser', scenario: 'fast' })
  page = app.page
  page.setDefaultTimeout(10_000)
  const connection = { id: null, name: 'Every', baseUrl: server.url, credential: 'none', consentedHost: null } as const
  serverId = (await app.call('connections.save', connection)).id
})
afterAll(async () => {
  await app.close()
  await server.close()
})

async function chooseModel(id: string) {
  await page.getByRole('combobox', { name: 'Model' }).fill(id)
  await page.keyboard.press('Enter')
}

/** Sends the request, and waits until it has ended as this says. */
async function run(stopReason: RegExp) {
  await page.keyboard.press('Control+Enter')
  await page.getByLabel('Stop reason', { exact: true }).filter({ hasText: stopReason }).waitFor()
}

async function answerOfEveryKind() {
  await app.call('connections.activate', { id: serverId })
  // With the example's prefill it would be read as JSON.
  await openFresh(app, { ...examplePrompts[0]!, prefill: '' })
  await page.locator('.cm-editor').first().waitFor()
  await run(/tool_use/)
  await page.getByRole('region', { name: 'Tool use: get_weather of block 14' }).waitFor()
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
      // Pointed at before the bubble has loaded, it comes with that.
      await page.getByRole('button', { name: 'Open settings' }).hover()
      await page.waitForSelector('text="Open settings"')
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
  ['after a run', () => run(/end_turn|stop_sequence/)],
  ...(['JSON', 'Blocks', 'Events', 'Wire'] as const).map((name): [string, () => Promise<unknown>] => [
    `on the tab ${name}`,
    async () => {
      await run(/end_turn|stop_sequence/)
      await page.getByRole('tab', { name, exact: true }).click()
      if (name === 'Events') {
        await page.getByRole('grid', { name: 'Events' }).press('ArrowRight')
        await page.getByRole('grid', { name: 'Events' }).press('ArrowDown')
      } else if (name === 'JSON') {
        await page.getByRole('tree', { name: 'JSON' }).press('ArrowDown')
      } else await page.getByRole('tabpanel').getByRole('region').first().waitFor()
    },
  ]),
  [
    'with an answer of every kind of block',
    async () => {
      await answerOfEveryKind()
      await page.getByRole('article', { name: 'Answer' }).getByRole('button', { name: 'Thinking' }).first().click()
    },
  ],
  [
    'with every kind of block among the blocks',
    async () => {
      await answerOfEveryKind()
      await page.getByRole('tab', { name: 'Blocks', exact: true }).click()
      await page.getByRole('region', { name: 'Block 14: tool_use' }).waitFor()
    },
  ],
  [
    'with a response that has all the room',
    async () => {
      await run(/end_turn|stop_sequence/)
      await page.getByRole('button', { name: 'Maximise response' }).click()
      await page.getByRole('button', { name: 'Show editor and response' }).waitFor()
    },
  ],
  [
    'with the request as JSON that is no good yet',
    async () => {
      await page.keyboard.press('Control+Shift+e')
      await page.getByRole('textbox', { name: 'Request as JSON' }).click()
      await page.keyboard.press('Control+End')
      await page.keyboard.type(',')
      await page.getByText('The prompt stays as it was.').waitFor()
    },
  ],
  [
    'with the starters',
    async () => {
      await page.getByRole('button', { name: 'New from a starter…' }).click()
      await page.getByRole('dialog', { name: 'New from a starter' }).getByRole('listitem').first().waitFor()
    },
  ],
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
    'with the question before a prompt is deleted for good',
    async () => {
      await app.call('prompts.create', { prompt: { ...examplePrompts[1]!, id: 'private', name: 'Private' } })
      await app.call('prompts.remove', { id: 'private' })
      await page.keyboard.press('Control+K')
      await page.getByRole('dialog').getByRole('combobox').fill('Deleted prompts')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'Delete Private for good…' }).press('Enter')
      await page.getByText('What stays:').waitFor()
      expect(await page.getByRole('button', { name: 'Cancel' }).evaluate((one) => one === document.activeElement)).toBe(
        true,
      )
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

beforeEach(async () => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await app.call('connections.activate', { id: 'simulator' })
  await openFresh(app, examplePrompts[0]!)
  await page.locator('.cm-editor').first().waitFor()
})

it.each(screens)('axe finds nothing %s, in light and in dark, in a large and a small window', async (_, open) => {
  await open()
  expect(await axeViolations(page)).toEqual([])
  await page.setViewportSize({ width: 800, height: 600 })
  expect(await axeViolations(page, 'without contrasts')).toEqual([])
})
