// An answer as it grows in the response pane of a real browser: what is out of sight is not laid out, and still it must be held at
// its end, selected, found, read aloud and gone through by keyboard like any other text. One host is enough: the page is the same in all.
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { type App, launchApp } from '../support/launch-app.ts'
import { type LiveAnswer, liveAnswer } from '../support/live-answer.ts'
import { openFresh } from '../support/open-fresh.ts'

let app: App
let page: Page
let answer: LiveAnswer

const pane = () => page.getByRole('article', { name: 'Answer' })
const tab = (name: string) => page.getByRole('region', { name: 'Response' }).getByRole('tab', { name, exact: true })
const paragraphs = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `Paragraph ${from + index}. ${'Some more words. '.repeat(20)}\n\n`)

let shared: App
beforeAll(async () => {
  shared = await launchApp({ host: 'browser' })
})
afterAll(() => shared.close())

/** Runs a prompt in a fresh page, whose answer is then in the test's hands. */
async function run(inApp: App = shared): Promise<void> {
  answer = await liveAnswer()
  app = inApp
  page = app.page
  const connection = { id: null, name: 'Live', baseUrl: answer.url, credential: 'none', consentedHost: null } as const
  const { id } = await app.call('connections.save', connection)
  await app.call('connections.activate', { id })
  await openFresh(app, examplePrompts.find(({ name }) => name === 'Release note, the modern way')!)
  await page.getByRole('textbox', { name: 'Message 1 text' }).waitFor()
  await page.keyboard.press('Control+Enter')
  await answer.isAsked
}
afterEach(() => answer.close())

/** How far the pane is from the end of what is in it, in pixels. */
const fromEnd = () => pane().evaluate((body) => body.scrollHeight - body.clientHeight - body.scrollTop)
/** Whether it can be seen is another question. */
const hasCome = (text: string) => pane().getByText(text).waitFor({ state: 'attached' })
/** As Markdown: the first text of a fresh page may be seen plain for a moment. */
const isRendered = (text: string) =>
  pane().getByRole('paragraph').filter({ hasText: text }).waitFor({ state: 'attached' })
/** Waits until what came has been drawn, and what that brought into sight as well. */
const settled = () =>
  page.evaluate(async () => {
    for (let frames = 0; frames < 4; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
  })

it('has what shows an answer before the first word of it comes', async () => {
  await run()
  const fetched = () =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .join(),
    )
  await expect.poll(fetched).toContain('streaming-markdown')
})

describe('the pane of a growing answer', () => {
  beforeEach(async () => {
    await run()
    answer.write(...paragraphs(0, 150))
    await isRendered('Paragraph 149.')
  })

  it.each(['Events', 'Wire', 'Text'])('holds the end again after a look at %s', async (other) => {
    await tab(other).click()
    await tab('Rendered').click()
    await isRendered('Paragraph 149.')
    answer.write(...paragraphs(150, 200))
    await hasCome('Paragraph 199.')
    await expect.poll(fromEnd).toBeLessThan(24)
    answer.write(...paragraphs(200, 250))
    await hasCome('Paragraph 249.')
    await expect.poll(fromEnd).toBeLessThan(24)
  })

  it('lets go when the person scrolls up, and holds on again at the end', async () => {
    await expect.poll(fromEnd).toBeLessThan(24)
    await pane().hover()
    await page.mouse.wheel(0, -600)
    await expect.poll(() => pane().getAttribute('data-held')).toBeNull()
    await expect.poll(fromEnd).toBeGreaterThan(300)
    answer.write(...paragraphs(150, 200))
    await hasCome('Paragraph 199.')
    await settled()
    expect(await fromEnd()).toBeGreaterThan(300)
    await pane().press('End')
    await expect.poll(fromEnd).toBeLessThan(24)
    answer.write(...paragraphs(200, 250))
    await hasCome('Paragraph 249.')
    await expect.poll(fromEnd).toBeLessThan(24)
  })
})

const sentence = (index: number) => `Sentence ${index} of a long paragraph, with some words and no end of a line.`
const longParagraph = Array.from({ length: 300 }, (_, index) => sentence(index)).join(' ')
const linked = (from: number, to: number) =>
  Array.from(
    { length: to - from },
    (_, index) => `Paragraph ${from + index}. See [link ${from + index}](https://a.example/).`,
  )
const parts = [...linked(0, 60), longParagraph, '- One item\n- Another item', ...linked(60, 120)]

const shapes = [
  ['in blocks', ''],
  ['as a whole, because of a definition in it', '\n\n[1]: https://a.example/one'],
] as const

async function answerAll(more: string): Promise<void> {
  answer.write(...parts.map((part) => `${part}\n\n`))
  await hasCome('Paragraph 119.')
  answer.end(`Done.${more}`)
  await page.getByLabel('Stop reason', { exact: true }).filter({ hasText: 'end_turn' }).waitFor()
  await settled()
}

/** The texts of the answer in the order of the accessibility tree. */
async function textsReadAloud(): Promise<string[]> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Accessibility.enable')
  const { nodes } = await cdp.send('Accessibility.getFullAXTree')
  await cdp.detach()
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const textsIn = (id: string): string[] => {
    const node = byId.get(id)
    if (node?.role?.value === 'StaticText') return [String(node.name?.value)]
    return node?.childIds?.flatMap(textsIn) ?? []
  }
  return nodes
    .filter(({ role, name }) => role?.value === 'article' && name?.value === 'Answer')
    .flatMap(({ nodeId }) => textsIn(nodeId))
}

describe.each(shapes)('an answer that is shown %s', (_, more) => {
  beforeEach(async () => {
    await run()
    await answerAll(more)
  })

  it('is copied from its first group to its last as it reads', async () => {
    await pane().evaluate((body) => window.getSelection()?.selectAllChildren(body))
    const copied = await page.evaluate(() => String(window.getSelection()))
    const lines = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => `Paragraph ${from + index}. See link ${from + index}.`)
    // Chromium itself puts a single line end behind a list.
    const expected = [
      ...lines(0, 60),
      longParagraph,
      `One item\nAnother item\n${lines(60, 61)[0]}`,
      ...lines(61, 120),
      'Done.',
    ]
    expect(copied.trim()).toBe(expected.join('\n\n'))
  })

  it('is found where it is out of sight', async () => {
    for (const wanted of ['Paragraph 3.', 'Sentence 7 of', 'Sentence 290 of', 'Paragraph 77.']) {
      await page.evaluate(() => window.getSelection()?.removeAllRanges())
      const isFound = () =>
        page.evaluate(
          (text) => 'find' in window && Reflect.apply(Object(window).find, window, [text, true, false, true]),
          wanted,
        )
      expect(await isFound(), wanted).toBe(true)
      expect(await page.evaluate(() => String(window.getSelection()))).toBe(wanted)
    }
  })

  it('has its links in the order of the keyboard, also those out of sight', async () => {
    await pane().focus()
    const visited: string[] = []
    for (let press = 0; press < 120; press += 1) {
      await page.keyboard.press('Tab')
      visited.push(await page.evaluate(() => document.activeElement?.textContent ?? ''))
    }
    expect(visited).toEqual(Array.from({ length: 120 }, (_, index) => `link ${index}`))
  })
})

/** The numbered paragraphs and sentences of the answer, in the order in which they are read aloud. */
async function numbersReadAloud(): Promise<string[]> {
  const all = (await textsReadAloud()).join('')
  return [...all.matchAll(/(Paragraph|Sentence) (\d+)(?:\. See| of a)/g)].map(([, name, number]) => `${name} ${number}`)
}
const numbered = (name: string, from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `${name} ${from + index}`)
const allNumbers = [...numbered('Paragraph', 0, 60), ...numbered('Sentence', 0, 300), ...numbered('Paragraph', 60, 120)]

describe.each(shapes)('a screen reader, on an answer that is shown %s,', (_, more) => {
  it('comes to all of its text in order, also what is out of sight, rendered and as plain text', async () => {
    const withReader = await launchApp({ host: 'browser', screenReader: true })
    onTestFinished(() => withReader.close())
    await run(withReader)
    await answerAll(more)
    await expect.poll(numbersReadAloud).toEqual(allNumbers)
    await tab('Text').click()
    await pane().getByText('See [link 119]').waitFor({ state: 'attached' })
    await expect.poll(numbersReadAloud).toEqual(allNumbers)
  })
})
