import { expect, it, onTestFinished } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import { createTestCore, createTestHost } from '../../../../test/support/test-core.ts'
import type { Host } from '../../host/host.ts'
import { mostEndedAnswers } from './ended-answers.ts'
import { createRunStore } from './run-store.ts'

const example = examplePrompts[0] as Prompt
const promptAt = (place: number): Prompt => ({ ...example, id: `prompt-${place}`, name: `Prompt ${place}` })
const prompts = mostEndedAnswers + 3

/** A store beside which so many prompts ran, one after the other, and what it asked the core for since. */
async function afterRuns() {
  const core = await createTestCore()
  onTestFinished(() => core.dispose())
  const host = createTestHost(core.core)
  const asked: unknown[] = []
  const watched: Host = {
    ...host,
    call: (name, input) => {
      asked.push(input)
      return host.call(name, input)
    },
  }
  const runs = createRunStore(watched, {
    announce() {},
    onRunChanged() {},
    nextFrame: () => new Promise((resolve) => setImmediate(resolve)),
  })
  const { turnTo, start, newestOf } = runs.getState()
  const ids: string[] = []
  for (let place = 0; place < prompts; place += 1) {
    turnTo(`prompt-${place}`)
    await start(promptAt(place))
    ids.push(newestOf(`prompt-${place}`)?.id ?? '')
  }
  const held = () => ids.flatMap((_id, place) => (newestOf(`prompt-${place}`) ? [place] : []))
  return { core, runs, ids, held, asked }
}

it('keeps the answers of the newest prompts and the open one, and reads an older one back when its prompt is opened', async () => {
  const { runs, ids, held, asked } = await afterRuns()
  // The open one, and those before it.
  expect(held()).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(asked).toEqual([])
  runs.getState().turnTo('prompt-9')
  expect([runs.getState().live?.run.id, asked]).toEqual([ids[9], []])

  const whole = runs.getState().live
  runs.getState().turnTo('prompt-0')
  expect(runs.getState().live).toBeNull()
  await expect.poll(() => runs.getState().live?.run.id).toBe(ids[0])
  expect(asked).toEqual([{ id: ids[0] }])
  expect(runs.getState().live).toMatchObject({ answerLength: whole?.answerLength, run: { state: 'completed' } })
  runs.getState().turnTo('prompt-1')
  expect(held()).not.toContain(2)
  expect(held().length).toBeLessThanOrEqual(mostEndedAnswers + 1)
})

it('shows nothing in the place of an old answer that was deleted from the history, and says nothing', async () => {
  const { core, runs, ids } = await afterRuns()
  const stay = { signal: new AbortController().signal }
  for await (const _event of core.handlers['history.remove']({ choice: { ids: [ids[0] ?? ''] } }, stay));
  runs.getState().turnTo('prompt-0')
  runs.getState().turnTo('prompt-1')
  await expect.poll(() => runs.getState().live?.run.id).toBe(ids[1])
  runs.getState().turnTo('prompt-0')
  expect(runs.getState()).toMatchObject({ live: null, failure: null })
})

it('leaves a new run alone that begins while an old one is read back', async () => {
  const { runs, ids } = await afterRuns()
  runs.getState().turnTo('prompt-0')
  await runs.getState().start(promptAt(0))
  const id = runs.getState().live?.run.id
  expect(ids).not.toContain(id)
  expect(runs.getState().newestOf('prompt-0')?.id).toBe(id)
})
