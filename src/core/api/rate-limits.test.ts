import { afterEach, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { collect } from '../../../test/support/collect.ts'
import { createTestCore, type TestCore } from '../../../test/support/test-core.ts'

let core: TestCore
afterEach(() => core.dispose())

const context = { signal: new AbortController().signal }

it('tells the rate limits of a connection as its latest response had them, and none before the first', async () => {
  core = await createTestCore()
  const limits = (id: string) => core.handlers['connections.rateLimits']({ id }, context)
  const run = () => collect(core.handlers['runs.start']({ prompt: examplePrompts[0]! }, context))
  expect(await limits('simulator')).toBeNull()
  await run()
  const first = await limits('simulator')
  expect(first?.limits.map(({ kind, limit }) => [kind, limit])).toEqual([
    ['requests', 4_000],
    ['tokens', 2_400_000],
    ['input-tokens', 2_000_000],
    ['output-tokens', 400_000],
  ])
  await run()
  const left = async () => (await limits('simulator'))?.limits[0]?.remaining
  expect(await left()).toBe((first?.limits[0]?.remaining ?? 0) - 1)

  core.simulator.setScenario('rate-limit-429?retry-after=absent')
  await run()
  expect(await left()).toBe(0)
  expect(await limits('anthropic')).toBeNull()
})
