// Writes docs/rules.md from the rule pack: `node scripts/rules-page.ts`.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { secretKinds } from '#shared/library/secret-kinds'
import type { Rule } from '#shared/rules/finding'
import { rules } from '#shared/rules/rules'

export const rulesPagePath = fileURLToPath(new URL('../docs/rules.md', import.meta.url))

const head = `# Rules

What Antiphon says about a request before it is sent. Written by \`node scripts/rules-page.ts\` from \`src/shared/rules/\`; a
test keeps it true.

- **error**: will be refused. **warning**: may be refused, or costs money. **hint**: advice.
- What the model catalogue does not know (\`null\`) gives a hint, never an error. What the API may have learned since the day
  of the check (models, fields, kinds of block, tools, versions) gives a warning; the simulator knows no more than we do, so
  there it is an error. On a custom server everything is a hint.
- \`table/\` holds the rules against the simulator: an error is found exactly where a request is refused. The one
  exception is thinking that is sent back, whose signature only the server can read: the rules warn.
- R32, the SDK's limit on long requests that do not stream, cannot be met: every request streams.
`

/** The page, from the rules. */
export function rulesPage(pack: readonly Rule[]): string {
  const rows = pack.map(
    ({ id, covers, checks, severities, source, checkedAt }) =>
      `| \`${id}\` | ${covers.join(', ')} | ${checks} | ${severities.join(', ')} | [source](${source}) | ${checkedAt} |`,
  )
  const table = ['| rule | | checks | severity | source | checked |', '|---|---|---|---|---|---|', ...rows]
  const secrets = secretKinds.map(({ name, source }) => `[${name}](${source})`)
  return `${head}\n${table.join('\n')}\n\nSecrets that are looked for: ${secrets.join(', ')}.\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(rulesPagePath, rulesPage(rules))
