import { expect } from 'vitest'
import type { Host } from '#renderer/host/host'
import { createPromptStore, type PromptStore } from '../../src/renderer/parts/prompt/store/prompt-store.ts'
import { handTimers } from './hand-timers.ts'
import { createTestHost, type TestCore } from './test-core.ts'

/**
 * The prompts of a window that follows its library, as the app's do; it ends with the core.
 * @param change What is odd about this window's way to the core.
 */
export async function openWindow(
  { core }: TestCore,
  change: (host: Host) => Host = (host) => host,
): Promise<PromptStore> {
  const store = createPromptStore(change(createTestHost(core)), { ...handTimers(), newId: () => crypto.randomUUID() })
  await store.getState().start()
  store
    .getState()
    .follow()
    .catch(() => {})
  await expect.poll(() => store.getState().library).not.toBe(null)
  return store
}
