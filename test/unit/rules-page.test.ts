import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { rules } from '#shared/rules/rules'
import { rulesPage, rulesPagePath } from '../../scripts/rules-page.ts'

it('docs/rules.md says what the rules are: node scripts/rules-page.ts writes it', () => {
  expect(readFileSync(rulesPagePath, 'utf8')).toBe(rulesPage(rules))
})
