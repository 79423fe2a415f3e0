// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it, onTestFinished } from 'vitest'
import { pdfFile } from '../../../../../test/support/sample-files.ts'
import type { Host } from '../../../host/host.ts'
import { createToaster } from '../../../ui/toast.tsx'
import { createPromptServices, PromptServicesProvider } from '../prompt-services.tsx'
import { TokenShare } from './token-share.tsx'

const silent = { call: () => new Promise(() => {}) } as unknown as Host

/** The number that is shown for a message with this PDF in it. */
async function shareOf(pages: number): Promise<number> {
  const services = createPromptServices(silent, createToaster(), () => {})
  const data = pdfFile(pages).toString('base64')
  const document_ = { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data } }
  document.body.innerHTML = '<div id="root"></div>'
  const root = createRoot(document.getElementById('root')!)
  onTestFinished(() => act(() => root.unmount()))
  await act(async () =>
    root.render(
      <PromptServicesProvider services={services}>
        <TokenShare content={[document_]} />
      </PromptServicesProvider>,
    ),
  )
  return Number(document.body.textContent.replaceAll(/\D/g, ''))
}

it('counts every page of a PDF that the prompt itself holds', async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  const [one, four] = [await shareOf(1), await shareOf(4)]
  expect(one).toBeGreaterThan(1000)
  expect(four - one).toBeGreaterThan(2.9 * one)
})
