// @vitest-environment happy-dom
import { act } from 'react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { mount, openedPrompt } from '../../../../test/support/prompt-page.tsx'
import { usePrompt } from '../../parts/prompt/prompt-services.tsx'
import { DocumentsEditor } from './documents-editor.tsx'

let unmount: () => void
beforeEach(async () => {
  const services = await openedPrompt({ ...examplePrompts[0]!, variables: { values: { papers: { documents: [] } } } })
  unmount = await mount(services, <Papers />)
})
afterEach(() => unmount())

function Papers() {
  const papers = usePrompt(({ variables }) => variables?.values.papers)
  return <DocumentsEditor name="papers" documents={typeof papers === 'object' ? papers.documents : []} />
}
const press = (name: string) =>
  act(() =>
    [...document.querySelectorAll('button')]
      .find((button) => (button.getAttribute('aria-label') ?? button.textContent) === name)!
      .click(),
  )
const focused = () => {
  const { activeElement } = document
  if (!(activeElement instanceof HTMLInputElement)) return activeElement?.textContent
  return activeElement.getAttribute('aria-label') ?? activeElement.labels?.[0]?.textContent
}

it('has the focus in a document that was just added, and in the one that takes the place of one that is removed', () => {
  press('+ Document')
  expect(focused()).toBe('Title of document 1 of papers')
  press('+ Document')
  expect(focused()).toBe('Title of document 2 of papers')
  press('Remove document 1 of papers')
  expect(focused()).toBe('Title of document 1 of papers')
  press('Remove document 1 of papers')
  expect(focused()).toBe('+ Document')
})
