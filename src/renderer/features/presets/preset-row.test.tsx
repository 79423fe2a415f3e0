// @vitest-environment happy-dom
import { act } from 'react'
import { expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { mount, openedPrompt } from '../../../../test/support/prompt-page.tsx'
import { PresetRow } from './preset-row.tsx'
import type { PresetActions } from './use-preset-actions.ts'

it('is moved by the keys that move a message now, and by no others', async () => {
  const moved: number[] = []
  // Safe: moving is all that is asked of them here.
  const actions = { moveBy: (_id: string, steps: number) => void moved.push(steps) } as unknown as PresetActions
  const entry = { id: 'p', name: 'Warm prose', holds: ['system'] }
  const unmount = await mount(
    await openedPrompt(examplePrompts[0]!),
    <ul>
      <PresetRow entry={entry} actions={actions} />
    </ul>,
    { moveMessageUp: ['Alt+U'] },
  )
  const row = document.querySelector<HTMLElement>('[data-preset] button')!
  const press = (key: string) =>
    act(() => {
      row.dispatchEvent(new KeyboardEvent('keydown', { key, altKey: true, bubbles: true, cancelable: true }))
    })
  press('ArrowUp')
  expect(moved).toEqual([])
  press('u')
  press('ArrowDown')
  expect(moved).toEqual([-1, 1])
  expect(document.querySelector('[title^="Drag"]')?.getAttribute('title')).toBe('Drag, or press Alt U and Alt ↓')
  unmount()
})
