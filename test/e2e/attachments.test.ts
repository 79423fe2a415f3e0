// Files in a prompt, as a user adds them: chosen, looked at, sent, and still there after a restart.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { axeViolations } from '../support/axe.ts'
import { type App, launchApp } from '../support/launch-app.ts'
import { openFresh } from '../support/open-fresh.ts'
import { pdfFile, pngFile } from '../support/sample-files.ts'

let app: App
beforeAll(async () => {
  app = await launchApp({ host: 'browser', scenario: 'fast' })
})
afterAll(() => app.close())
beforeEach(async () => {
  app.page.setDefaultTimeout(20_000)
  await openFresh(app, examplePrompts[0]!)
})

const block = (name: string) => app.page.getByRole('group', { name: new RegExp(`^Block \\d \\(${name}\\)`) })
const picture = () => block('image').getByRole('img', { name: 'cat.png' })
/** Pixels of the picture that the page shows; 0 while it shows none. */
const shownWidth = () => picture().evaluate((image) => (image as HTMLImageElement).naturalWidth)

async function addBlock(kind: string) {
  const card = app.page.locator('[data-message]').first()
  await card.hover()
  await card.getByRole('button', { name: 'Add block to message 1' }).click()
  await app.page.getByRole('menuitem', { name: kind, exact: true }).click()
}
const choose = (what: string, name: string, mimeType: string, buffer: Buffer) =>
  app.page.getByLabel(`File of the ${what}`).setInputFiles({ name, mimeType, buffer })

it('a picture in base64 becomes a file when it is asked for, and goes out as before', async () => {
  const data = pngFile(64, 48).toString('base64')
  const source = { type: 'base64', media_type: 'image/png', data }
  const messages = [{ id: 'm1', role: 'user' as const, content: [{ type: 'image', source }] }]
  await openFresh(app, { ...examplePrompts[0]!, prefill: '', messages })
  await block('image').getByText('In the prompt itself').waitFor()
  await expect.poll(() => block('image').getByRole('img').count()).toBe(1)
  await block('image').getByRole('button', { name: 'Store as file' }).click()
  await block('image').getByText('image', { exact: true }).waitFor()

  await app.page.getByRole('button', { name: /^Run/ }).first().click()
  await expect
    .poll(async () => (await app.call('runs.list', { before: null, limit: 1 })).runs[0]?.state)
    .toBe('completed')
  const { runs } = await app.call('runs.list', { before: null, limit: 1 })
  const run = await app.call('runs.get', { id: runs[0]?.id ?? '' })
  expect(run.request.body.messages[0]?.content).toMatchObject([{ source: { type: 'attachment' } }])
  const part = { id: run.id, attempt: 1, part: 'request' as const, offset: 0, limit: 100_000 }
  expect(JSON.parse((await app.call('runs.wireText', part)).text)).toMatchObject({
    messages: [{ content: [{ type: 'image', source }] }],
  })
})

it('files that are dragged over a message are told where they would go', async () => {
  const over = (selector: string) =>
    app.page.evaluate((at) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File(['x'], 'cat.png', { type: 'image/png' }))
      const target = document.querySelector(at)
      target?.dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer }))
      const shown = document.querySelector('[data-takes-files]')
      return shown && [getComputedStyle(shown).outlineStyle, getComputedStyle(shown, '::after').content]
    }, selector)
  // From the first moment on: nobody waits here for anything to load.
  await app.page.locator('[data-message]').first().waitFor()
  expect(await over('[data-message]')).toEqual(['solid', '"Drop to add to this message"'])
  expect(await over('header')).toEqual(['solid', '"Drop to add at the end"'])
})

it('a picture and a PDF are chosen, shown, sent, and still there after a restart; what is no picture is refused in words', async () => {
  await addBlock('Image')
  await choose('image', 'evil.png', 'image/png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>'))
  await block('image').getByRole('alert').getByText('evil.png: The API takes no SVG').waitFor()
  await choose('image', 'cat.png', 'image/png', pngFile(64, 48))
  await block('image').getByText('PNG · 64 × 48 px').waitFor()
  await expect.poll(shownWidth).toBe(64)

  await addBlock('Document')
  await block('document')
    .getByRole('radiogroup', { name: 'Document source' })
    .getByText('File', { exact: true })
    .click()
  await choose('document', 'report.pdf', 'application/pdf', pdfFile(4, true))
  await block('document').getByText('PDF · 4 pages').waitFor()
  expect(await axeViolations(app.page)).toEqual([])

  await app.page.getByRole('button', { name: /^Run/ }).first().click()
  await expect
    .poll(async () => (await app.call('runs.list', { before: null, limit: 1 })).runs[0]?.state)
    .toBe('completed')

  app = await app.restart()
  app.page.setDefaultTimeout(20_000)
  await expect.poll(shownWidth).toBe(64)
})
