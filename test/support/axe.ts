// What axe finds on a page of the app.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright'

/**
 * Base UI's own markup. Its focus guards are hidden stops for Tab that send the focus on at once. While the list of a
 * combobox is open it hides the rest of the page, the first heading with it, from screen readers; Tab closes the list first.
 */
const guards = '[data-base-ui-focus-guard]'
const hiddenByTheList = '[aria-hidden="true"]'

let source: Promise<string> | null = null

/**
 * One line per element that breaks a rule: the theme, the rule, the element, why. Empty where axe finds nothing. Between the
 * themes only colours differ, so the second one is judged by its contrasts alone. The last theme stays. `without contrasts`: in the
 * theme that is there, for what has other places but no other colours; they are half of the work.
 */
export async function axeViolations(
  page: Page,
  themes: readonly ('light' | 'dark')[] | 'without contrasts' = ['light', 'dark'],
) {
  source ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  // The page's policy takes no script of ours, so the debugger brings it in.
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(`${await source}; undefined`)
  const isListOpen = (await page.getByRole('combobox', { expanded: true }).count()) > 0
  const exclude = isListOpen ? [guards, hiddenByTheList] : [guards]
  const found: string[] = []
  const rules = { 'page-has-heading-one': { enabled: !isListOpen } }
  if (themes === 'without contrasts')
    return run(page, exclude, { rules: { ...rules, 'color-contrast': { enabled: false } } })
  for (const [index, theme] of themes.entries()) {
    // Colours that change by and by would be judged in between.
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    const what = index === 0 ? { rules } : { runOnly: ['color-contrast'] }
    found.push(...(await run(page, exclude, what)).map((violation) => `${theme}: ${violation}`))
  }
  return found
}

async function run(page: Page, exclude: readonly string[], options: object): Promise<string[]> {
  const { violations } = await page.evaluate(
    // Safe: the page was given it before.
    ([where, how]) =>
      (globalThis as unknown as { axe: Axe }).axe.run({ exclude: where }, { ...how, resultTypes: ['violations'] }),
    [exclude, options] as const,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  )
}

type Axe = { run: (context: object, options: object) => Promise<AxeResults> }
