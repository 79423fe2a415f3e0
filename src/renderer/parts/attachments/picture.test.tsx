// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AppError } from '#shared/app-error'
import type { JsonObject } from '#shared/text/json'
import { pngFile, pngThatClaims } from '../../../../test/support/sample-files.ts'
import { Picture } from './picture.tsx'

let root: Root
/** What became an object of the page, by its type. */
let made: string[]
let letGo: string[]
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  document.body.innerHTML = '<div id="root"></div>'
  root = createRoot(document.getElementById('root')!)
  made = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((object) => {
    made.push(object instanceof Blob ? object.type : 'other')
    return `blob:made-${made.length}`
  })
  letGo = []
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void letGo.push(url))
})
afterEach(() => {
  act(() => root.unmount())
  vi.restoreAllMocks()
})

const inBase64 = (bytes: Uint8Array) => ({
  type: 'base64',
  media_type: 'image/svg+xml',
  data: Buffer.from(bytes).toString('base64'),
})
const stored = { type: 'attachment', hash: 'a'.repeat(64), media_type: 'image/png', name: 'cat.png', bytes: 9 }
/** The core's part: what it is asked for a stored picture, and what it says. */
type Answer = () => Promise<{ data: string }>

async function show(source: JsonObject, answer: Answer = () => Promise.reject(new Error('not asked'))) {
  // Safe: nothing but the one call is made.
  const host = { call: answer } as unknown as Parameters<typeof Picture>[0]['host']
  await act(async () => root.render(<Picture host={host} source={source} alt="cat.png" />))
  return document.querySelector('img')?.getAttribute('src') ?? null
}

it('shows a picture as an object of the page, under the type that its content has, and lets it go', async () => {
  expect(await show(inBase64(pngFile(4, 4)))).toBe('blob:made-1')
  expect(made).toEqual(['image/png'])
  act(() => root.render(null))
  expect(letGo).toEqual(['blob:made-1'])
})

it('shows nothing of SVG, HTML, a header that claims too much, or an address (S30)', async () => {
  const sources = [
    ...['<svg onload="alert(1)"/>', '<html><script>alert(1)</script>', 'GIF89a'].map((text) =>
      inBase64(Buffer.from(text)),
    ),
    inBase64(pngThatClaims(50_000, 50_000)),
    { type: 'url', url: 'https://attacker.test/a.png' },
  ]
  for (const source of sources) expect(await show(source)).toBeNull()
  expect(made).toEqual([])
})

it('shows a stored picture as the core gives it, or says what the core says', async () => {
  const data = Buffer.from(pngFile(2, 2)).toString('base64')
  expect(await show(stored, async () => ({ data }))).toBe('blob:made-1')
  const gone = () => Promise.reject(new AppError('not-found', '“cat.png” is missing.'))
  expect(await show({ ...stored }, gone)).toBeNull()
  expect(document.querySelector('[role="alert"]')?.textContent).toBe('“cat.png” is missing.')
})
