// @vitest-environment happy-dom
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it, onTestFinished } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import type { Host } from '../../../host/host.ts'
import { createKeymap } from '../../../parts/keymap/keymap.ts'
import { KeymapProvider } from '../../../parts/keymap/use-keymap.tsx'
import { createPromptServices, PromptServicesProvider } from '../../../parts/prompt/prompt-services.tsx'
import { createToaster } from '../../../ui/toast.tsx'
import type { FieldPanelName } from '../fields/field-panel.tsx'
import { SettingsPanel } from './settings-panel.tsx'

/** The core cannot run where there is a page; what this test asks of it is to open one prompt. */
const answers: Record<string, unknown> = {
  'prompts.list': [{ id: 'example-support-triage' }],
  'settings.get': { openPromptId: null },
  'prompts.open': { prompt: examplePrompts[0], saved: null, entry: { id: 'example-support-triage' } },
  'prompts.undoSteps': null,
}
const host = {
  call: async (name: string) => structuredClone(answers[name] ?? {}),
  stream: () => Promise.reject(new Error('There is no core.')),
} as unknown as Host

function Panel() {
  const [panel, setPanel] = useState<FieldPanelName | null>(null)
  return <SettingsPanel panel={panel} onPanel={setPanel} isOpen onOpenChange={() => {}} />
}

it('gives the focus to a panel that opens, and back to what opened it', async () => {
  const services = createPromptServices(host, createToaster(), () => {})
  await services.prompts.getState().start()
  document.body.innerHTML = '<div id="root"></div>'
  const root = createRoot(document.getElementById('root')!)
  onTestFinished(() => root.unmount())
  root.render(
    <KeymapProvider keymap={createKeymap({ usesCommandKey: false, isBrowserTab: false })}>
      <PromptServicesProvider services={services}>
        <Panel />
      </PromptServicesProvider>
    </KeymapProvider>,
  )
  const press = (label: string) =>
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent.includes(label))?.click()
  const focused = () => document.activeElement?.textContent
  for (const title of ['Tools', 'More fields']) {
    // The rows come once the page rests, a panel when it is first opened.
    await expect.poll(() => document.body.textContent).toContain(title)
    press(title)
    await expect.poll(focused).toBe(title)
    press('All settings')
    expect(focused()).toContain(`${title} not sent`)
  }
})
