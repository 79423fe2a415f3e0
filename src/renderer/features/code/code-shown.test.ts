import { expect, it } from 'vitest'
import { createStore } from 'zustand'
import { defaultViewSettings } from '#shared/settings'
import { createLayoutStore } from '../../parts/layout/layout-store.ts'
import { onlyPane, showOnly } from '../../parts/layout/pane-room.tsx'
import { chooseLanguage, chooseSdk, codeChoices } from './code-choices.ts'
import { isCodeShown, leaveCodeWhenRun, showCode } from './code-shown.ts'

function newLayout() {
  const host = { call: async () => null as never, stream: () => ({}) as never }
  return createLayoutStore(host as never, defaultViewSettings, () => {})
}

it('gives way when a run begins or an old one is opened', () => {
  const layout = newLayout()
  const runs = createStore<{ place: string; runningSince: number | null; opened: string | null }>()(() => ({
    place: 'a',
    runningSince: null,
    opened: null,
  }))
  const stop = leaveCodeWhenRun(layout, runs)
  for (const change of [{ runningSince: 1 }, { opened: 'r1' }]) {
    showCode(layout, true)
    runs.setState(change)
    expect(isCodeShown(layout.getState())).toBe(false)
  }
  showCode(layout, true)
  runs.setState({ runningSince: null })
  expect(isCodeShown(layout.getState())).toBe(true)
  stop()
})

it('has an editor with all the room give way to it', () => {
  const layout = newLayout()
  showOnly(layout, 'editor')
  showCode(layout, true)
  expect([isCodeShown(layout.getState()), onlyPane(layout)]).toEqual([true, null])
})

it('remembers an SDK for each language, and takes no SDK or language that there is not', () => {
  const layout = newLayout()
  expect(codeChoices(layout.getState().layout)).toEqual({
    language: 'python',
    sdk: '2.x',
    stream: true,
    variables: 'parameters',
    attachments: 'files',
  })
  chooseSdk(layout, 'python', '0.x')
  chooseLanguage(layout, 'typescript')
  chooseSdk(layout, 'typescript', '7.x')
  expect(codeChoices(layout.getState().layout)).toMatchObject({ language: 'typescript', sdk: '1.x' })
  chooseLanguage(layout, 'python')
  expect(codeChoices(layout.getState().layout)).toMatchObject({ language: 'python', sdk: '0.x' })
  layout.getState().remember('code.language', 'cobol')
  expect(codeChoices(layout.getState().layout).language).toBe('python')
})
