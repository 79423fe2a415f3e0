// @vitest-environment happy-dom
import { act } from 'react'
import { expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { mount, openedPrompt } from '../../../../../test/support/prompt-page.tsx'
import { HeadersField } from './headers-field.tsx'

it('has the caret in the name of a header that was just added', async () => {
  const services = await openedPrompt({ ...examplePrompts[0]!, headers: { 'x-team': 'one' } })
  const leave = await mount(services, <HeadersField />)
  const add = [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.includes('Header'))!
  act(() => {
    add.focus()
    add.click()
  })
  const names = [...document.querySelectorAll('input')].filter(({ placeholder }) => placeholder === 'name')
  expect(names.map(({ value }) => value)).toEqual(['x-team', ''])
  expect(document.activeElement).toBe(names[1])
  leave()
})
