// Presets, as a user keeps them: saved from a prompt, looked at as a diff, applied, undone, ordered, exchanged as files.
import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from 'playwright'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, hostsUnderTest, launchApp, pageHosts } from '../support/launch-app.ts'

let app: App
const section = () => app.page.getByRole('region', { name: 'Presets' })
const preset = (name: string) => section().getByRole('button', { name, exact: true })
const names = () => section().getByRole('listitem').locator('button:first-of-type').allTextContents()
const button = (name: string) => app.page.getByRole('button', { name, exact: true })
const field = (name: string) => app.page.getByRole('textbox', { name, exact: true })
const item = (name: string) => app.page.getByRole('menuitem', { name })
const dialog = (name: string) => app.page.getByRole('dialog', { name })
/** A prompt of the library, with its unsaved edits, as another window would see it. */
async function promptNamed(name: string) {
  const entry = (await app.call('prompts.list', {})).find((other) => other.name === name)
  return (await app.call('prompts.open', { id: entry?.id ?? '' })).prompt
}
const temperature = () => app.page.getByRole('spinbutton', { name: 'Temperature' }).or(field('Temperature'))

async function openMenu(name: string) {
  await preset(name).hover()
  await button(`Actions for preset ${name}`).click()
}

/** Saves the open prompt under a name, with what is ticked at first. */
async function save(name: string, change: (form: Locator) => Promise<void> = async () => {}) {
  await button('Save as preset…').click()
  const form = dialog('Save as preset')
  await form.getByRole('textbox', { name: 'Name' }).fill(name)
  await change(form)
  await form.getByRole('button', { name: /^Save/ }).click()
  await preset(name).waitFor()
}

describe.each(pageHosts())('in the host %s', (host) => {
  beforeEach(async () => {
    app = await launchApp({ host })
    app.page.setDefaultTimeout(15_000)
    await preset('Warm prose').waitFor()
  })
  afterEach(() => app.close())

  it('what was saved is there after a restart, is applied after a look at the diff, and undone in one step', async () => {
    const original = await promptNamed('Support triage')
    await save('My triage')
    app = await app.restart()
    await button('Release note, the modern way').click()
    const other = await promptNamed('Release note, the modern way')
    await preset('My triage').click()
    const look = dialog('Apply “My triage”')
    await look.getByText('"temperature": 0.2').first().waitFor()
    await look.getByRole('button', { name: 'Cancel' }).click()
    await look.waitFor({ state: 'detached' })
    expect(await promptNamed(other.name)).toEqual(other)

    await button('Apply preset').click()
    await item('My triage').click()
    await look.getByRole('button', { name: 'Apply', exact: true }).click()
    await look.waitFor({ state: 'detached' })
    const { model, apiVersion, system, prefill, settings } = original
    await expect
      .poll(() => promptNamed(other.name))
      .toEqual({ ...other, model, apiVersion, system, prefill, settings: { ...other.settings, ...settings } })
    await app.page.keyboard.press('Control+z')
    await expect.poll(() => promptNamed(other.name)).toEqual(other)
    expect(app.complaints()).toEqual([])
  })

  it('only what is ticked goes in; what is not sent can be taken out by a preset', async () => {
    await save('No sampling', async (form) => {
      const ticked = form.getByRole('checkbox', { checked: true })
      while ((await ticked.count()) > 0) await ticked.first().uncheck()
      await form.getByRole('checkbox', { name: /^Top p/ }).check()
      await form.getByRole('checkbox', { name: /^Temperature/ }).check()
    })
    const [entry] = await app.call('presets.list', {})
    expect(await app.call('presets.get', { id: entry?.id ?? '' })).toMatchObject({
      parts: { settings: { temperature: 0.2 }, notSent: ['top_p'] },
    })
    await temperature().fill('0.7')
    await openMenu('No sampling')
    await item('Update from the prompt…').click()
    await dialog('Update preset')
      .getByRole('checkbox', { name: /^Temperature/ })
      .and(app.page.locator(':checked'))
      .waitFor()
    await dialog('Update preset').getByRole('button', { name: 'Update preset' }).click()
    await app.page.getByText('“No sampling” is updated.').waitFor()
    const updated = await app.call('presets.get', { id: entry?.id ?? '' })
    expect(updated.parts).toEqual({ settings: { temperature: 0.7 }, notSent: ['top_p'] })
    await button('Undo').click()
    await expect
      .poll(async () => (await app.call('presets.get', { id: entry?.id ?? '' })).parts.settings)
      .toEqual({ temperature: 0.2 })
  })

  it('are moved by the keyboard and by the pointer, renamed, copied and deleted with a way back', async () => {
    const [first, second, third] = (await names()) as [string, string, string]
    await preset(first).focus()
    await app.page.keyboard.press('Alt+ArrowDown')
    await expect.poll(async () => (await names()).slice(0, 3)).toEqual([second, first, third])
    const focused = () => app.page.evaluate(() => document.activeElement?.textContent)
    await expect.poll(focused).toBe(first)
    await app.page.keyboard.press('ArrowDown')
    await expect.poll(focused).toBe(third)

    const grip = section().getByRole('listitem').filter({ hasText: third }).locator('[draggable="true"]')
    await grip.dragTo(preset(second), { targetPosition: { x: 20, y: 2 } })
    await expect.poll(async () => (await names()).slice(0, 3)).toEqual([third, second, first])

    await preset(second).focus()
    await app.page.keyboard.press('F2')
    await field('Preset name').fill('Renamed')
    await app.page.keyboard.press('Enter')
    await preset('Renamed').waitFor()
    await openMenu('Renamed')
    await item('Duplicate').click()
    await preset('Renamed copy').waitFor()
    const all = await names()
    await preset('Renamed').focus()
    await app.page.keyboard.press('Delete')
    await preset('Renamed').waitFor({ state: 'detached' })
    await button('Undo').click()
    await expect.poll(names).toEqual(all)
    app = await app.restart()
    await preset('Renamed').waitFor()
    expect(await names()).toEqual(all)
  })

  it('that look secret are asked about before they are saved and before they leave', async () => {
    await field('System prompt').click()
    await app.page.keyboard.type('Use sk-ant-api03-abcdefgh12345678. ')
    await button('Save as preset…').click()
    const form = dialog('Save as preset')
    await form.getByText('System prompt: an Anthropic key, sk-ant-api03…').waitFor()
    await form.getByRole('button', { name: 'Save anyway' }).click()
    await openMenu('Support triage')
    await item('Export').click()
    await dialog('Export with a secret?').getByText('Support triage: an Anthropic key, sk-ant-api03…').waitFor()
    await dialog('Export with a secret?').getByRole('button', { name: 'Cancel' }).click()
    await dialog('Export with a secret?').waitFor({ state: 'detached' })
  })
})

describe.each(hostsUnderTest())('in the host %s', (host) => {
  beforeEach(async () => {
    app = await launchApp({ host })
    app.page.setDefaultTimeout(15_000)
    await preset('Warm prose').waitFor()
  })
  afterEach(() => app.close())

  it('come back from an exported file as they were; a hostile file brings in nothing', async () => {
    await save('To share')
    const before = await app.call('presets.list', {})
    const shared = await app.call('presets.get', { id: before[0]?.id ?? '' })
    const text = await exported('To share')
    expect(JSON.parse(text)).toEqual({
      kind: 'antiphon-presets',
      format: 1,
      presets: [{ name: 'To share', parts: shared.parts }],
    })

    const file = join(app.dataFolder, 'shared.json')
    const hostile = JSON.parse(text)
    hostile.presets[0].parts.settings.headers = { Authorization: 'Bearer x' }
    writeFileSync(file, JSON.stringify(hostile))
    const chooser = app.page.locator('input[type=file]')
    await chooser.setInputFiles(file)
    const ask = dialog('Import 1 preset')
    await ask.getByRole('list', { name: 'Left out' }).getByText('“To share”: “headers” was left out.').waitFor()
    expect(await app.call('presets.list', {})).toEqual(before)
    await ask.getByRole('button', { name: 'Import' }).click()
    await app.page.getByText('1 preset imported.').waitFor()
    const [imported] = await app.call('presets.list', {})
    expect(imported?.id).not.toBe(shared.id)
    expect(await app.call('presets.get', { id: imported?.id ?? '' })).toEqual({ ...shared, id: imported?.id })

    writeFileSync(file, '{"kind":"antiphon-presets","__proto__":{}}')
    await chooser.setInputFiles(file)
    await app.page.getByText('The file was not imported: it contains a field named __proto__.').waitFor()
    expect(await app.call('presets.list', {})).toHaveLength(before.length + 1)
    expect(app.complaints()).toEqual([])
  })
})

/** The text that the menu's Export hands to the browser: what a download would hold. */
async function exported(name: string): Promise<string> {
  await app.page.evaluate(() => {
    const made: Blob[] = []
    Object.assign(window, { made })
    const createObjectURL = URL.createObjectURL.bind(URL)
    URL.createObjectURL = (blob: Blob) => {
      made.push(blob)
      return createObjectURL(blob)
    }
  })
  const saved = app.host === 'browser' ? app.page.waitForEvent('download') : null
  await openMenu(name)
  await item('Export').click()
  const download = await saved
  if (download) {
    expect(download.suggestedFilename()).toBe('to-share.antiphon-preset.json')
    return readFile(await download.path(), 'utf8')
  }
  await app.page.waitForFunction(() => (window as unknown as { made: Blob[] }).made.length > 0)
  return app.page.evaluate(() => (window as unknown as { made: Blob[] }).made[0]?.text() ?? '')
}
