// What makes a start less safe than usual is told in the window, until it is dismissed.
import { expect, it, onTestFinished } from 'vitest'
import { launchApp } from '../support/launch-app.ts'

it('S22 tells that certificates are verified all the same, where the environment says not to', async () => {
  const app = await launchApp({ host: 'browser', env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } })
  onTestFinished(() => app.close())
  const notice = app.page.getByRole('region', { name: 'Notices' }).getByRole('status')
  await notice.getByText('NODE_TLS_REJECT_UNAUTHORIZED=0 was set.').waitFor()
  expect(await notice.count()).toBe(1)
  await notice.getByRole('button', { name: 'Dismiss' }).click()
  await notice.waitFor({ state: 'detached' })
  expect(app.complaints()).toEqual([])
})
