// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it } from 'vitest'
import { createKeymap } from '../parts/keymap/keymap.ts'
import { KeymapProvider } from '../parts/keymap/use-keymap.tsx'
import { HistoryKeys } from './history-place.tsx'

it('offers the usage wherever one is, and shows it over everything', async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  const keymap = createKeymap({ usesCommandKey: false, isBrowserTab: true })
  const asked: string[] = []
  const host = {
    call: (name: string) => {
      asked.push(name)
      return Promise.resolve([])
    },
  }
  const place = document.createElement('div')
  document.body.append(place)
  const root = createRoot(place)
  // Safe: nothing else of the services is for the keys.
  const services = { host } as unknown as Parameters<typeof HistoryKeys>[0]['services']
  await act(async () =>
    root.render(
      <KeymapProvider keymap={keymap}>
        <HistoryKeys services={services} isOpen={false} onSearch={() => {}} onRuns={() => {}} />
      </KeymapProvider>,
    ),
  )
  const usage = keymap.offers.all().find(({ label }) => label === 'Usage')
  expect(document.querySelector('[role="dialog"]')).toBeNull()
  await act(async () => usage?.perform())
  await expect.poll(() => document.querySelector('[role="dialog"]')?.textContent).toContain('No run in these days.')
  expect(asked).toEqual(['history.usage'])
  await act(async () => root.unmount())
})
