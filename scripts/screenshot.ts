// `node scripts/screenshot.ts`: takes the README's picture of the built app, with the example run on the simulator.
import { join } from 'node:path'
import { launchApp } from '../test/support/launch-app.ts'
import { root } from './run.ts'

const app = await launchApp({ host: 'browser' })
const { page } = app
await page.setViewportSize({ width: 1440, height: 900 })
for (const name of ['Release note, the modern way', 'Support triage']) {
  await page.getByRole('button', { name, exact: true }).click()
  await page.getByRole('button', { name: /^Run/ }).click()
  await page.getByLabel('Stop reason', { exact: true }).filter({ hasText: 'end_turn' }).waitFor()
}
await page.mouse.move(0, 0)
await page.screenshot({ path: join(root, 'docs/screenshot.png') })
await app.close()
process.exit(0)
