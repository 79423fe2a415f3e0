// @vitest-environment happy-dom
// What the history says of itself: which model a filter means, how two runs differ, and what a restored prompt is called.
import { act } from 'react'
import { afterEach, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import type { Run } from '#shared/runs/run'
import { mount, openedPrompt } from '../../../../test/support/prompt-page.tsx'
import { sampleEndedRun } from '../../../../test/support/sample-run.ts'
import type { PromptServices } from '../../parts/prompt/prompt-services.tsx'
import { CompareDialog } from './compare-dialog.tsx'
import { FilterBar } from './filter-bar.tsx'
import { OpenedActions } from './opened-actions.tsx'
import { restoreRun } from './restore-run.ts'

const [prompt] = examplePrompts as [(typeof examplePrompts)[number]]
let leave = () => {}
afterEach(() => leave())
const shown = () => act(async () => document.body.textContent ?? '')

it('tells two models of one name apart by their ids', async () => {
  const facets = { total: 3, oldestAt: null, stopReasons: [], prompts: [] }
  const models = ['claude-haiku-4-5', 'claude-haiku-4-5-20251001', 'claude-opus-4-6']
  const bar = <FilterBar filter={{}} facets={{ ...facets, models }} isOpen onChange={() => {}} />
  leave = await mount(await openedPrompt(prompt), bar)
  const [select] = document.querySelectorAll('select')
  expect([...select!.options].map(({ text }) => text)).toEqual(['Any model', models[0], models[1], 'Opus 4.6'])
})

const answering = (id: string, text: string): Run => {
  const run = sampleEndedRun({ id })
  return { ...run, response: { ...run.response, content: [{ type: 'text', text }] } }
}

async function compare(one: Run, other: Run): Promise<(tab: string) => Promise<void>> {
  const services = await openedPrompt(prompt, { 'runs.get': ({ id }) => (id === one.id ? one : other) })
  leave = await mount(services, <CompareDialog host={services.host} ids={[one.id, other.id]} onClose={() => {}} />)
  const tabOf = (name: string) =>
    [...document.querySelectorAll<HTMLElement>('[role="tab"]')].find(({ textContent }) => textContent === name)
  return async (name) => {
    await expect.poll(() => act(async () => tabOf(name) !== undefined)).toBe(true)
    await act(async () => tabOf(name)?.click())
  }
}

it('says that two runs have the same settings, not that their requests are the same', async () => {
  const one = answering('one', 'Hello')
  const { request } = one
  const body = { ...request.body, messages: [{ role: 'user' as const, content: 'Something else' }] }
  const open = await compare(one, { ...answering('other', 'Hello'), request: { ...request, body } })
  await open('Settings')
  expect(await shown()).toContain('No difference: both have the same model and settings.')
})

it('says that the JSON of an answer that was cut is shown as mended', async () => {
  const open = await compare(answering('one', '{"a": 1, "b":'), answering('other', '{"a": 1, "b": 2}'))
  await open('JSON')
  await expect.poll(shown).toContain('is shown as mended')
  // What each of them took stands beside the other.
  await expect.poll(shown).toContain('10 → 5 · $0.000035 · 813 ms')
})

it('restores a run under a name of its own where a prompt has that name', async () => {
  const made: string[] = []
  const services: PromptServices = await openedPrompt(prompt, {
    'runs.prompt': () => prompt,
    'prompts.create': (input) => {
      // Safe: what the call takes.
      const created = (input as unknown as { prompt: Prompt }).prompt
      made.push(created.name)
      return { prompt: created, saved: null, entry: { id: created.id, name: created.name } }
    },
  })
  const names = (...taken: string[]) =>
    services.prompts.setState({
      entries: taken.map((name) => ({
        id: name,
        name,
        file: '',
        savedAt: null,
        version: null,
        hasUnsavedEdits: false,
      })),
    })
  names()
  await restoreRun(services, answering('one', 'Hello'))
  names(prompt.name)
  await restoreRun(services, answering('one', 'Hello'))
  names(prompt.name, `${prompt.name} (restored)`)
  await restoreRun(services, answering('one', 'Hello'))
  expect(made).toEqual([prompt.name, `${prompt.name} (restored)`, `${prompt.name} (restored 2)`])
})

it('does not offer to run one again while the open prompt runs, and says why', async () => {
  const run = answering('one', 'Hello')
  const services = await openedPrompt(prompt)
  const actions = (isBusy: boolean) => (
    <OpenedActions run={run} isBusy={isBusy} onRestored={() => {}} onRunAgain={() => {}} />
  )
  leave = await mount(services, actions(true))
  const button = () =>
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent.includes('Run again'))
  expect([button()?.disabled, button()?.title]).toEqual([true, expect.stringContaining('is running')])
  leave()
  leave = await mount(services, actions(false))
  expect(button()?.disabled).toBe(false)
})
