// Every other field of the request, as a user sets it: tools and their loop, structured output, headers, any field as JSON.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { axeViolations } from '../support/axe.ts'
import { type App, launchApp } from '../support/launch-app.ts'

let app: App
beforeEach(async () => {
  app = await launchApp({ host: 'browser', scenario: 'fast' })
  app.page.setDefaultTimeout(15_000)
  await opener('Tools').waitFor()
})
afterEach(() => app.close())

const button = (name: string | RegExp) => app.page.getByRole('button', { name, exact: true })
const opener = (title: string) => app.page.getByRole('button', { name: new RegExp(`^${title}: `) })
const field = (name: string) => app.page.getByRole('textbox', { name, exact: true })
const settings = () => app.page.getByRole('region', { name: 'Settings', exact: true })
async function draft() {
  const id = (await app.call('prompts.list', {})).find(({ name }) => name === 'Support triage')!.id
  return (await app.call('prompts.open', { id })).prompt
}
/** Replaces the text of a JSON editor. */
async function write(label: string, text: string) {
  await field(label).click()
  await app.page.keyboard.press('ControlOrMeta+A')
  await app.page.keyboard.insertText(text)
}

it('a tool is written, checked, answered with a canned result, and the loop runs until the model stops', async () => {
  const { page } = app
  await opener('Tools').click()
  await button('Tool').click()
  await field('Name').fill('find order')
  await field('Name').press('Enter')
  await page.getByText('A name is 1 to 128 letters, digits, _ or -.').waitFor()
  await field('Name').fill('find_order')
  await field('Name').press('Enter')
  await field('Description').fill('Finds an order that a customer was charged for.')
  await write('Input schema', '{"type": "object", "properties": {"id": {"type": "text"}}}')
  await page.getByText('properties.id.type', { exact: true }).waitFor()
  await write('Input schema', '{"type": "object", ')
  await page.getByText('the last good value is sent').waitFor()
  await expect.poll(async () => JSON.stringify((await draft()).settings.tools)).toContain('"type":"text"')
  await write('Input schema', '{"type": "object", "properties": {"id": {"type": "integer"}}}')
  await page.getByRole('list', { name: /^Problems of/ }).waitFor({ state: 'detached' })
  await button('Add a canned result').click()
  await field('Canned result').fill('{"charges": 2}')
  expect(await axeViolations(page)).toEqual([])
  await button('All settings').click()
  await opener('Tools')
    .and(page.getByRole('button', { name: /find_order/ }))
    .waitFor()

  // The example's prefill would be continued instead.
  await field('Prefill').fill('')
  await button(/^Run/).click()
  await button('Run the loop').click()
  await page.getByRole('region', { name: 'Loop' }).getByText('The model stopped: stop_sequence.').waitFor()
  expect(await axeViolations(page)).toEqual([])
  await expect
    .poll(async () => (await draft()).messages.at(-1)?.content)
    .toEqual([{ type: 'tool_result', tool_use_id: expect.any(String), content: '{"charges": 2}' }])
  const { runs } = await app.call('runs.list', { before: null, limit: 10 })
  expect(runs.map(({ stopReason }) => stopReason)).toEqual(['stop_sequence', 'tool_use'])
})

it('a schema out of an example, a field and a header go out; a credential is kept back and says so', async () => {
  const { page } = app
  await opener('Structured output').click()
  await button('From example').click()
  await write('Example answer', '{"category": "billing", "urgent": true}')
  await button('Make the schema').click()
  await button('All settings').click()
  await opener('Structured output').getByText('object: category, urgent').waitFor()

  await opener('More fields').click()
  await settings().getByRole('combobox', { name: 'Service tier' }).selectOption('standard_only')
  await button('Header').click()
  await field('Header name').fill('X-Team')
  await field('Value of the header').fill('docs')
  await button('Header').click()
  await field('Header name').last().fill('x-api-key')
  await field('Header name').last().press('Enter')
  await page.getByText('carries a credential').waitFor()
  await write('Other body fields', '{"diagnostics": {"previous_message_id": null}}')
  expect(await axeViolations(page)).toEqual([])
  await button('All settings').click()

  await field('Prefill').fill('')
  await button(/^Run/).click()
  await expect
    .poll(async () => (await app.call('runs.list', { before: null, limit: 1 })).runs[0]?.state)
    .toBe('completed')
  const { runs } = await app.call('runs.list', { before: null, limit: 1 })
  const { request } = await app.call('runs.get', { id: runs[0]!.id })
  expect(request.headers).toEqual({ 'x-team': 'docs' })
  expect(request.body).toMatchObject({
    service_tier: 'standard_only',
    diagnostics: { previous_message_id: null },
    output_config: {
      format: { type: 'json_schema', schema: { required: ['category', 'urgent'], additionalProperties: false } },
    },
  })
})
