import { beforeEach, expect, it } from 'vitest'
import { createTestCore, createTestHost } from '../../../../test/support/test-core.ts'
import { createKeymap, type Keymap } from '../../parts/keymap/keymap.ts'
import { commandsOf, findCommands, findPrompts } from './commands.ts'
import { createRecentCommands } from './recent-commands.ts'

let keymap: Keymap
let done: string[]
beforeEach(() => {
  done = []
  keymap = createKeymap({ usesCommandKey: false, isBrowserTab: false })
  keymap.register({
    run: () => done.push('run'),
    newPrompt: () => done.push('new'),
    savePrompt: () => done.push('save'),
  })
  keymap.offers.add(() => [
    { id: 'prompt:a', label: 'Refund letters', group: 'Prompts', perform: () => done.push('a') },
    { id: 'prompt:b', label: 'Summaries', group: 'Prompts', perform: () => done.push('b') },
    {
      id: 'theme:dark',
      label: 'Dark theme',
      group: 'View',
      keywords: 'appearance night',
      perform: () => done.push('dark'),
    },
  ])
})
const labels = (query: string, recent: string[] = []) =>
  findCommands(commandsOf(keymap, 'all'), query, recent).map(({ label }) => label)

it('has every action that something does at the moment, with its present key, and what features offer', () => {
  expect(commandsOf(keymap, 'all').map(({ label, shortcut }) => [label, shortcut])).toEqual([
    ['Run', 'Ctrl ⏎'],
    ['New prompt', 'Ctrl N'],
    ['Save prompt', 'Ctrl S'],
    ['Refund letters', ''],
    ['Summaries', ''],
    ['Dark theme', ''],
  ])
  keymap.rebind({ run: ['F9'] })
  expect(commandsOf(keymap, 'all')[0]?.shortcut).toBe('F9')
  expect(commandsOf(keymap, 'prompts').map(({ label }) => label)).toEqual(['Refund letters', 'Summaries'])
})

it('does what its row says', () => {
  for (const { perform } of commandsOf(keymap, 'all')) perform()
  expect(done).toEqual(['run', 'new', 'save', 'a', 'b', 'dark'])
})

it('finds by all words, in any order and in what is not printed, the beginnings of names first', () => {
  expect(labels('prompt new')).toEqual(['New prompt'])
  expect(labels('NIGHT')).toEqual(['Dark theme'])
  expect(labels('s')).toEqual(['Save prompt', 'Summaries', 'Refund letters'])
  expect(labels('sa')[0]).toBe('Save prompt')
  expect(labels('nothing like it')).toEqual([])
})

it('puts what was done last first', () => {
  expect(labels('', ['theme:dark', 'prompt:b']).slice(0, 3)).toEqual(['Dark theme', 'Summaries', 'Run'])
  expect(labels('prompt', ['action:savePrompt'])[0]).toBe('Save prompt')
})

it('remembers over restarts what was done last', async () => {
  const { core, dispose } = await createTestCore()
  const host = createTestHost(core)
  const recent = createRecentCommands(host, [])
  for (const id of ['one', 'two', 'one']) recent.add(id)
  expect(recent.list()).toEqual(['one', 'two'])
  expect((await host.call('settings.get', {})).recentActions).toEqual(['one', 'two'])
  await dispose()
})

it('finds a prompt by letters of its name or its folder, in their order', () => {
  const prompt = (label: string, place: string) => ({
    id: label,
    label,
    place,
    group: 'Prompts' as const,
    perform: () => {},
  })
  const prompts = [
    prompt('Refund letter', 'support/letters'),
    prompt('Haiku of the day', ''),
    prompt('Triage', 'support'),
  ]
  const found = (query: string) =>
    findPrompts(
      prompts.map((offer) => ({ ...offer, shortcut: '' })),
      query,
      ['Triage'],
    ).map(({ label }) => label)
  expect(found('rfltr')).toEqual(['Refund letter'])
  expect(found('hotd')).toEqual(['Haiku of the day'])
  expect(found('support').toSorted()).toEqual(['Refund letter', 'Triage'])
  expect(found('zzz')).toEqual([])
  expect(found('')[0]).toBe('Triage')
})
