// @vitest-environment happy-dom
import { act } from 'react'
import { expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { mount, openedPrompt } from '../../../../../test/support/prompt-page.tsx'
import { FormatPanel } from './format-panel.tsx'

it('gives the focus back to the button of the example, once the schema is made and once it is not', async () => {
  // Browsers tell of it later; told at once, as here, the editor is still at work.
  document.addEventListener('selectionchange', (event) => event.stopImmediatePropagation(), { capture: true })
  const services = await openedPrompt(examplePrompts[0]!, { 'schemas.check': () => [] })
  const unmount = await mount(services, <FormatPanel />)
  const press = (name: string) =>
    act(async () => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)!.click())
  for (const end of ['Make the schema', 'Cancel']) {
    await press('From example')
    await press(end)
    expect(document.activeElement?.textContent).toBe('From example')
  }
  expect(services.prompts.getState().prompt?.settings.output_config).toMatchObject({ format: { type: 'json_schema' } })
  unmount()
})
