// Keys and other credentials that were pasted into a prompt: whoever reads the request, reads them.

import { type SecretKind, secretsIn, withoutSecrets } from '../library/secret-kinds.ts'
import { headerProblem } from '../request/request-headers.ts'
import type { JsonValue } from '../text/json.ts'
import { mapStrings } from '../text/json-strings.ts'
import { byHand, withMessage } from './edits.ts'
import type { Found, Rule } from './finding.ts'
import { checkedAt, listed, messageField, warned } from './rule.ts'

const title = 'A secret is in the prompt'

const reasonFor = (kinds: readonly SecretKind[]) =>
  `This text looks as if it held ${listed(kinds.map(({ name }) => name))}. It would be sent and kept with the run; a secret that was shown should be replaced.`

/** Looks for documented forms only, and never shows what it found. */
export const secretsRule: Rule = {
  id: 'secrets',
  covers: [],
  checks: 'No API key, access token or private key is in the texts of the prompt or in its headers.',
  severities: ['warning'],
  source: 'https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns',
  checkedAt,
  find: (prompt, _context, { special, systemSecrets }) => {
    const found = special.flatMap(({ message, index, facts }): Found[] => {
      if (facts.secrets.length === 0) return []
      const remove = byHand('Remove the secret', (changed) =>
        withMessage(changed, message.id, (each) => ({ ...each, content: cleaned(each.content) })),
      )
      return [warned(messageField(index), title, reasonFor(facts.secrets), [remove])]
    })
    if (systemSecrets.length > 0) {
      const remove = byHand('Remove the secret', (changed) => ({ ...changed, system: cleaned(changed.system) }))
      found.push(warned('system', title, reasonFor(systemSecrets), [remove]))
    }
    const inPrefill = secretsIn(prompt.prefill)
    if (inPrefill.length > 0) {
      const remove = byHand('Remove the secret', (changed) => ({
        ...changed,
        prefill: withoutSecrets(changed.prefill),
      }))
      found.push(warned('prefill', title, reasonFor(inPrefill), [remove]))
    }
    const kinds = Object.entries(prompt.headers ?? {}).flatMap(([name, value]) =>
      headerProblem(name, value) === null ? secretsIn(value) : [],
    )
    if (kinds.length > 0) found.push(warned('headers', title, reasonFor([...new Set(kinds)])))
    return found
  },
}

/** Some content with the secrets in its texts replaced. */
function cleaned<Value extends JsonValue>(value: Value): Value {
  return mapStrings(value, withoutSecrets) as Value // Safe: everything keeps its form.
}
