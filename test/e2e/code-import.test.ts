// Code comes in: pasted, looked at, taken as a new prompt or in the place of the open one.
import type { Locator } from 'playwright'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { axeViolations } from '../support/axe.ts'
import { type App, launchApp } from '../support/launch-app.ts'

let app: App
const button = (name: string) => app.page.getByRole('button', { name, exact: true })
const dialog = (name: string) => app.page.getByRole('dialog', { name })
const box = () => app.page.getByRole('textbox', { name: /^Code to import/ })
const found = (text: string) => dialog('Import code').getByText(text)
async function promptNamed(name: string) {
  const entry = (await app.call('prompts.list', {})).find((other) => other.name === name)
  return (await app.call('prompts.open', { id: entry?.id ?? '' })).prompt
}

beforeEach(async () => {
  app = await launchApp({ host: 'browser' })
  app.page.setDefaultTimeout(15_000)
})
afterEach(() => app.close())

const python = `
client = anthropic.Anthropic(api_key="sk-ant-api03-AbCdEfGhIjKl")
def ask(question):
    return client.messages.create(model="claude-3-opus-20240229", max_tokens=7, timeout=9,
        messages=[{"role": "user", "content": f"Answer: {question}"}])
client.messages.create(model="claude-opus-5-5", max_tokens=5, messages=[{"role": "user", "content": "Second"}])`

it('becomes a new prompt, with what was left out said beforehand and no key in it', async () => {
  await button('Import code…').click()
  await box().fill(python)
  await found('Python: 2 requests').waitFor()
  await found('an Anthropic key').waitFor()
  await found('Line 4: timeout is no part of a request and was left out.').waitFor()
  expect(await axeViolations(app.page)).toEqual([])
  await app.page.getByRole('radio', { name: /^ask/ }).check()
  await dialog('Import code').getByRole('button', { name: 'New prompt' }).click()
  await dialog('Import code').waitFor({ state: 'detached' })
  await app.page.getByRole('banner').getByRole('button', { name: 'ask', exact: true }).waitFor()
  expect(await promptNamed('ask')).toMatchObject({
    model: 'claude-3-opus-20240229',
    messages: [{ role: 'user', content: 'Answer: {{question}}' }],
    settings: { max_tokens: 7 },
  })
})

it('replaces the open prompt after a look at the difference, in one step of undo; a dropped file is read', async () => {
  const before = await promptNamed('Support triage')
  await dropFile(
    app.page.getByRole('region', { name: 'Library' }),
    'request.json',
    '{"model":"claude-opus-5-5","max_tokens":5,"messages":[{"role":"user","content":"From a file"}]}',
  )
  await found('JSON: 1 request').waitFor()
  await button('Replace this prompt…').click()
  await dialog('Replace this prompt').getByText('From a file').first().waitFor()
  await button('Replace').click()
  await dialog('Replace this prompt').waitFor({ state: 'detached' })
  const text = async () => (await promptNamed('Support triage')).messages.map(({ content }) => content)
  await expect.poll(text).toEqual(['From a file'])
  await app.page.keyboard.press('Control+z')
  await expect.poll(text).toEqual(before.messages.map(({ content }) => content))
  // What can be nothing but a prompt is read wherever it falls.
  await dropFile(app.page.getByRole('main'), 'greet.prompty', '---\nname: Greet\n---\nuser:\nHello {{name}}\n')
  await found('Prompty: 1 request').waitFor()
})

async function dropFile(place: Locator, name: string, text: string): Promise<void> {
  const dataTransfer = await app.page.evaluateHandle(
    (file) => {
      const data = new DataTransfer()
      data.items.add(new File([file.text], file.name))
      return data
    },
    { name, text },
  )
  await place.dispatchEvent('drop', { dataTransfer })
}
