// Views of a prompt in a page of happy-dom, where the core cannot run: what they ask of it is to open one prompt.
import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Prompt } from '#shared/prompt/prompt'
import type { Host } from '../../src/renderer/host/host.ts'
import { type Bindings, createKeymap } from '../../src/renderer/parts/keymap/keymap.ts'
import { KeymapProvider } from '../../src/renderer/parts/keymap/use-keymap.tsx'
import {
  createPromptServices,
  type PromptServices,
  PromptServicesProvider,
} from '../../src/renderer/parts/prompt/prompt-services.tsx'
import { createToaster } from '../../src/renderer/ui/toast.tsx'

/** Answers by the name of the call. */
type Answers = Record<string, (input: { id?: string }) => unknown>

/**
 * The services of a window in which this prompt is open.
 * @param more Answers to calls beyond that; any other is answered with an empty object.
 * @param announce Told what a screen reader would say.
 */
export async function openedPrompt(
  prompt: Prompt,
  more: Answers = {},
  announce: (words: string) => void = () => {},
): Promise<PromptServices> {
  const { id } = prompt
  const answers: Answers = {
    'prompts.list': () => [{ id }],
    'settings.get': () => ({ openPromptId: null }),
    'prompts.open': () => ({ prompt, saved: null, entry: { id } }),
    'prompts.undoSteps': () => null,
    ...more,
  }
  // Safe: nothing here asks for a stream.
  const host = {
    call: async (name: string, input: { id?: string }) => structuredClone(answers[name] ? answers[name](input) : {}),
    stream: () => Promise.reject(new Error('There is no core.')),
  } as unknown as Host
  const services = createPromptServices(host, createToaster(), announce)
  await services.prompts.getState().start()
  return services
}

/** Puts a view into a new page, with keys that the person chose. Returns how to take it out again. */
export async function mount(services: PromptServices, view: ReactNode, bindings: Bindings = {}): Promise<() => void> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  // With the focus elsewhere: this page tells of a selection in the middle of an editor's update, as no browser does.
  document.body.innerHTML = '<button type="button" id="other"></button><div id="root"></div>'
  document.getElementById('other')!.focus()
  const root = createRoot(document.getElementById('root')!)
  const keymap = createKeymap({ usesCommandKey: false, isBrowserTab: false }, bindings)
  await act(async () =>
    root.render(
      <KeymapProvider keymap={keymap}>
        <PromptServicesProvider services={services}>{view}</PromptServicesProvider>
      </KeymapProvider>,
    ),
  )
  return () => act(() => root.unmount())
}
