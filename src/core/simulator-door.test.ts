import { expect, it } from 'vitest'
import { createSimulatorDoor } from './simulator-door.ts'

function openDoor({ failures = 0 } = {}) {
  const log: string[] = []
  const door = createSimulatorDoor({
    scenarios: [],
    check: (scenario) => {
      if (scenario !== 'cut') throw new Error(`Unknown scenario '${scenario}'.`)
    },
    start: async (scenario) => {
      log.push(`start ${scenario}`)
      if (log.length <= failures) throw new Error('no port')
      return {
        url: 'http://127.0.0.1:4010',
        setScenario: (next) => void log.push(`set ${next}`),
        close: async () => void log.push('close'),
      }
    },
  })
  return { door, log }
}

it('starts the simulator when it is first needed, once', async () => {
  const { door, log } = openDoor()
  expect(log).toEqual([])
  const answers = await Promise.all([door.start(), door.start()])
  expect(answers).toEqual([{ url: 'http://127.0.0.1:4010' }, { url: 'http://127.0.0.1:4010' }])
  expect(log.filter((line) => line.startsWith('start'))).toEqual(['start null'])
})

it('remembers a scenario chosen before the start', async () => {
  const { door, log } = openDoor()
  door.setScenario('cut')
  expect(door.scenario()).toBe('cut')
  await door.start()
  expect(log[0]).toBe('start cut')
})

it('passes on a scenario chosen while or after it starts', async () => {
  const { door, log } = openDoor()
  const starting = door.start()
  door.setScenario('cut')
  await starting
  expect(log.at(-1)).toBe('set cut')
})

it('refuses an unknown scenario in the simulator’s words and keeps the old one', () => {
  const { door } = openDoor()
  expect(() => door.setScenario('cat')).toThrow(
    expect.objectContaining({ kind: 'invalid-input', message: "Unknown scenario 'cat'." }),
  )
  expect(door.scenario()).toBeNull()
})

it('tries again after a start that failed', async () => {
  const { door } = openDoor({ failures: 1 })
  await expect(door.start()).rejects.toThrow('no port')
  expect(await door.start()).toEqual({ url: 'http://127.0.0.1:4010' })
})

it('closes what it started, and nothing otherwise', async () => {
  const { door, log } = openDoor()
  await door.close()
  expect(log).toEqual([])
  await door.start()
  await door.close()
  expect(log.at(-1)).toBe('close')
})
