// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { openedPrompt } from '../../../../../test/support/prompt-page.tsx'
import { messageMenu } from './message-menu.ts'

it('prints the keys that move a message now, and none where they were taken away', async () => {
  const prompt = examplePrompts[0]!
  const services = await openedPrompt(prompt)
  const message = { id: prompt.messages[0]!.id, role: 'user', index: 0, legal: ['user', 'assistant'] } as const
  const shortcut = (name: string) => (name === 'moveMessageUp' ? 'Ctrl U' : '')
  const printed = messageMenu(services, message, { shortcut }).flatMap((item) =>
    item !== 'separator' && item.label.startsWith('Move') ? [[item.label, item.shortcut]] : [],
  )
  expect(printed).toEqual([
    ['Move up', 'Ctrl U'],
    ['Move down', ''],
  ])
})
