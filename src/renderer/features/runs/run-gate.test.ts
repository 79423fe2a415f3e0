import { beforeEach, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import type { Finding } from '#shared/rules/finding'
import { createRunGate, type RunGate } from './run-gate.ts'

const finding = (ruleId: string, field: string, severity: Finding['severity'] = 'error'): Finding => ({
  ruleId,
  field,
  severity,
  title: '',
  reason: '',
  source: '',
  checkedAt: '',
  fixes: [],
})

let prompt: Prompt
let findings: Finding[]
let started: Prompt[]
let gate: RunGate
beforeEach(() => {
  prompt = examplePrompts[0]!
  findings = []
  started = []
  gate = createRunGate({ judge: async () => ({ prompt, findings }), start: async (sent) => void started.push(sent) })
})
const asked = () => gate.getState().asking?.map(({ ruleId }) => ruleId) ?? null
const { run, runAnyway, cancel } = {
  run: () => gate.getState().run(),
  runAnyway: () => gate.getState().runAnyway(),
  cancel: () => gate.getState().cancel(),
}

it('lets a request without errors through, also with warnings and hints', async () => {
  findings = [finding('context', 'request', 'warning'), finding('roles', 'messages.1', 'hint')]
  await run()
  expect([asked(), started]).toEqual([null, [prompt]])
})

it('asks once about an error, then sends the prompt as it is, and does not ask again', async () => {
  findings = [finding('sampling', 'temperature')]
  await run()
  expect([asked(), started]).toEqual([['sampling'], []])
  await runAnyway()
  expect([asked(), started]).toEqual([null, [prompt]])
  await run()
  expect([asked(), started.length]).toEqual([null, 2])
})

it('asks again when a new error appears, and shows all of them', async () => {
  findings = [finding('sampling', 'temperature')]
  await runAnyway()
  findings = [finding('sampling', 'temperature'), finding('prefill', 'prefill')]
  await run()
  expect([asked(), started.length]).toEqual([['sampling', 'prefill'], 1])
})

it('asks again about an error that had gone', async () => {
  findings = [finding('sampling', 'temperature')]
  await runAnyway()
  findings = []
  await run()
  findings = [finding('sampling', 'temperature')]
  await run()
  expect(asked()).toEqual(['sampling'])
})

it('asks for each prompt of its own', async () => {
  findings = [finding('sampling', 'temperature')]
  await runAnyway()
  prompt = { ...prompt, id: 'another' }
  await run()
  expect(asked()).toEqual(['sampling'])
})

it('knows an error of a message that has moved', async () => {
  findings = [finding('empty', 'messages.0.content.0')]
  await runAnyway()
  prompt = { ...prompt, messages: prompt.messages.toReversed() }
  findings = [finding('empty', `messages.${prompt.messages.length - 1}.content.0`)]
  await run()
  expect([asked(), started.length]).toEqual([null, 2])
})

it('sends nothing after Cancel, and asks the next time', async () => {
  findings = [finding('sampling', 'temperature')]
  await run()
  cancel()
  expect([asked(), started]).toEqual([null, []])
  await run()
  expect(asked()).toEqual(['sampling'])
})
