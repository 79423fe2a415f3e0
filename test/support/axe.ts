// What axe finds on a page of the app.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright'

/** Base UI's focus guards are hidden stops for Tab that send the focus on at once. */
const guards = '[data-base-ui-focus-guard]'

/** One line per element that breaks a rule: the rule, the element, why. Empty where axe finds nothing. */
export async function axeViolations(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  // The page's policy takes no script of ours, so the debugger brings it in.
  await page.evaluate(`${source}; undefined`)
  const { violations } = await page.evaluate(
    // Safe: the line above made it.
    (exclude) => (globalThis as unknown as { axe: Axe }).axe.run({ exclude }),
    [guards],
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  )
}

type Axe = { run: (context: object) => Promise<AxeResults> }
