// A prompt is shared as a file, and comes into an empty library as the same prompt.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { axeViolations } from '../support/axe.ts'
import { type App, launchApp } from '../support/launch-app.ts'

const open: App[] = []
afterEach(async () => {
  for (const app of open.splice(0)) await app.close()
})

async function start(): Promise<App> {
  const app = await launchApp({ host: 'browser' })
  open.push(app)
  app.page.setDefaultTimeout(15_000)
  return app
}

it('shares a prompt with a preset, and shows what is inside before it is imported elsewhere', async () => {
  const here = await start()
  await here.page.getByRole('button', { name: 'Actions for Support triage' }).click()
  await here.page.getByRole('menuitem', { name: 'Share…' }).click()
  const share = here.page.getByRole('dialog', { name: 'Share “Support triage”' })
  await share.getByRole('checkbox', { name: 'Warm prose' }).check()
  expect(await axeViolations(here.page)).toEqual([])
  const saving = here.page.waitForEvent('download')
  await share.getByRole('button', { name: 'Save as file' }).click()
  const download = await saving
  expect(download.suggestedFilename()).toBe('support-triage.antiphon')
  const { prompt } = await here.call('prompts.open', { id: 'example-support-triage' })

  const there = await start()
  await there.call('prompts.save', { prompt: { ...prompt, prefill: 'Another' } })
  const file = join(there.dataFolder, 'shared.antiphon')
  await writeFile(file, await readFile(await download.path()))
  const choosing = there.page.waitForEvent('filechooser')
  await there.page.getByRole('button', { name: 'Find a command' }).click()
  await there.page.keyboard.type('Import a bundle')
  await there.page.getByRole('option', { name: 'Import a bundle…' }).click()
  await (await choosing).setFiles(file)
  const dialog = there.page.getByRole('dialog', { name: 'Import a bundle' })
  await dialog.getByText('becomes “Support triage (imported)”').waitFor()
  await dialog.getByText('here already').waitFor()
  expect(await axeViolations(there.page)).toEqual([])
  expect((await there.call('prompts.list', {})).map(({ name }) => name)).not.toContain('Support triage (imported)')

  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await there.page.getByRole('button', { name: 'Support triage (imported)', exact: true }).first().waitFor()
  const entries = await there.call('prompts.list', {})
  const entry = entries.find(({ name }) => name === 'Support triage (imported)')
  const imported = await there.call('prompts.open', { id: entry?.id ?? '' })
  expect(imported.prompt).toEqual({ ...prompt, id: entry?.id, name: 'Support triage (imported)' })
  expect([...here.complaints(), ...there.complaints()]).toEqual([])
})
