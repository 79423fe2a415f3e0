// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { answerTexts } from './answer-texts.ts'

function textsOf(html: string): string[] {
  const root = document.createElement('div')
  root.innerHTML = html
  return [...answerTexts(root)].map(({ text }) => text)
}

it('has one text for what stands in one line, however it is marked up, and another for each block', () => {
  expect(textsOf('<p>One <b>bo</b>ld <a href="#">link</a>.</p><ul><li>a<ul><li>b</li></ul>c</li></ul>')).toEqual([
    'One bold link.',
    'a',
    'b',
    'c',
  ])
})

it('has one text for what is shown to the letter, whatever it is cut into', () => {
  expect(textsOf('<section data-exact-text><div><div>on</div><div>e\nli</div></div><div>ne</div></section>')).toEqual([
    'one\nline',
  ])
})

it('passes by what is pressed or not shown', () => {
  expect(
    textsOf('<p>a<button>Copy</button></p><p hidden>b</p><p aria-hidden="true">c</p><div data-find-bar>d</div>'),
  ).toEqual(['a'])
})
