// Keys and other credentials that were pasted into a prompt: whoever reads the request, reads them, and no library keeps them.
import type { SecretKind } from '../library/secret-kinds.ts'
import { messagePlace, placesBeside, type SecretPlace, secretsOfPlace } from '../library/secret-places.ts'
import { byHand } from './edits.ts'
import type { Found, Rule } from './finding.ts'
import type { Memory } from './memory.ts'
import { checkedAt, listed, warned } from './rule.ts'

const title = 'A secret is in the prompt'

/** Looks for documented forms only, and never shows what it found. */
export const secretsRule: Rule = {
  id: 'secrets',
  covers: [],
  checks:
    'No API key, access token or private key is in the prompt: in its texts, its tools and other settings, its headers, or what is kept with it and not sent. What is found keeps the prompt from being saved, too.',
  severities: ['warning'],
  source: 'https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns',
  checkedAt,
  find: (prompt, { memory }, { holders }) => [
    ...holders.map(({ message, index, facts }) => foundAt(messagePlace(message, index), facts.secrets)),
    ...placesBeside(prompt).flatMap((place) => {
      const kinds = kindsAt(place, memory)
      return kinds.length === 0 ? [] : [foundAt(place, kinds)]
    }),
  ],
}

function foundAt({ field, isSent, clean }: SecretPlace, kinds: readonly SecretKind[]): Found {
  const what = isSent ? 'This would be sent and kept with the run' : 'This is not sent from here'
  const reason = `It looks as if ${listed(kinds.map(({ name }) => name))} stood here. ${what}, and the prompt cannot be saved with it; a secret that was shown should be replaced.`
  return warned(field, title, reason, clean ? [byHand('Remove the secret', clean)] : [])
}

function kindsAt({ label, value }: SecretPlace, memory: Memory): readonly SecretKind[] {
  if (typeof value === 'string') return memory.recallText(`secrets ${label}`, value, () => secretsOfPlace(value))
  if (typeof value !== 'object' || value === null) return []
  return memory.recall('secrets', value, () => secretsOfPlace(value))
}
