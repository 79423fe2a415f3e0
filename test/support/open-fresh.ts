import type { Prompt } from '#shared/prompt/prompt'
import { defaultViewSettings } from '#shared/settings'
import type { App } from './launch-app.ts'

/**
 * A page as after a first start with a copy of this prompt open, in the app that runs already: a start takes seconds.
 * @returns The id of the copy.
 */
export async function openFresh({ call, page }: App, prompt: Prompt): Promise<string> {
  const id = crypto.randomUUID()
  // What the page remembers of the window is written a moment later: now, and not over what is set below.
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')))
  await call('prompts.create', { prompt: { ...prompt, id } })
  await call('settings.set', { ...defaultViewSettings, openPromptId: id })
  await page.reload()
  return id
}
