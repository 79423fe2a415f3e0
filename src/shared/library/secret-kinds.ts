// Credentials by their forms: the one list for what is said of a prompt, kept out of a library, shared, and pasted.

export type SecretKind = {
  name: string
  /** Where the issuer says what it looks like. */
  source: string
  /** The documented form: exact enough not to be found in ordinary text. */
  pattern: RegExp
  /** What begins like it and is too long for a word: worth a warning before a text is shared, a finding while writing not. */
  likely?: RegExp
}

/** What is looked for, checked on 2026-11-22. */
export const secretKinds: readonly SecretKind[] = [
  {
    name: 'an Anthropic key',
    source: 'https://gitlab.com/gitlab-org/security-products/analyzers/secrets/-/merge_requests/319',
    pattern: /\bsk-ant-[a-z]{3,5}\d{2}-[\w-]{80,}/,
    likely: /\bsk-ant-[\w-]{8,}/,
  },
  {
    name: 'an OpenAI key',
    source: 'https://platform.openai.com/docs/api-reference/authentication',
    pattern: /\bsk-(?:(?:proj|svcacct|admin)-[\w-]{40,}|[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})/,
  },
  {
    name: 'a GitHub token',
    source: 'https://github.blog/changelog/2021-03-31-authentication-token-format-updates-are-generally-available',
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{82,255})\b/,
    likely: /\b(?:gh[pousr]_\w{36,}|github_pat_\w{50,})/,
  },
  {
    name: 'a GitLab token',
    source: 'https://docs.gitlab.com/security/tokens/',
    pattern: /\bglpat-[\w-]{20,}/,
  },
  {
    name: 'an AWS access key',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
    pattern: /\b(?:AKIA|ASIA)(?![A-Z2-7]{9}EXAMPLE)[A-Z2-7]{16}\b/,
  },
  {
    name: 'a Google API key',
    source: 'https://cloud.google.com/docs/authentication/api-keys',
    pattern: /\bAIza[\w-]{35}(?![\w-])/,
  },
  {
    name: 'a Slack token',
    source: 'https://docs.slack.dev/authentication/tokens',
    pattern: /\bxox[abeoprs]-(?:\d+-)+[A-Za-z0-9]{20,}/,
    likely: /\bxox[abeoprs]-[\w-]{10,}/,
  },
  { name: 'a Stripe live key', source: 'https://docs.stripe.com/keys', pattern: /\b[rs]k_live_[A-Za-z0-9]{24,}/ },
  {
    name: 'a Hugging Face token',
    source: 'https://huggingface.co/docs/hub/security-tokens',
    pattern: /\bhf_[A-Za-z]{34}\b/,
  },
  {
    name: 'an npm token',
    source: 'https://docs.npmjs.com/about-access-tokens',
    pattern: /\bnpm_[A-Za-z0-9]{36}\b/,
  },
  {
    name: 'a private key',
    source: 'https://www.rfc-editor.org/rfc/rfc7468',
    pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY(?: BLOCK)?-----\s+[\w+/=:, .-]{40}/,
    likely: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/,
  },
]

/** Every form that a credential may have: the wider one where there is one, and what no issuer documents. */
export const likelyKinds: readonly { name: string; pattern: RegExp }[] = [
  ...secretKinds.map(({ name, pattern, likely }) => ({ name, pattern: likely ?? pattern })),
  { name: 'an API key', pattern: /\bsk-(?!ant-)[\w-]{20,}/ },
  { name: 'a bearer token', pattern: /\b[Bb](?:earer|EARER)\s+[\w.~+/-]{20,}=*/ },
]

// One pass over the text for what no secret is without: most texts hold none of it. Each alternative begins with a character
// that is rare in prose, and looks back at the letters before it: to try one at every s or h takes five times as long.
const beginnings =
  /(?<=sk)-(?:ant|proj|svcacct|admin)-|T3BlbkFJ|(?<=gh[pousr]|github_pat|[rs]k_live|hf|npm)_|(?<=glpat|xox[abeoprs])-|A(?:KIA|SIA|Iza)|-----BEGIN /

/** Whether a text can hold anything of `likelyKinds`: told in two quick passes in place of one for each of them. */
export function mayHoldKey(text: string): boolean {
  return beginnings.test(text) || /(?<=\bsk)-[\w-]{20}|[Bb](?:earer|EARER)\s/.test(text)
}

const none: readonly SecretKind[] = []

/** The kinds of secret that a text holds. */
export function secretsIn(text: string): readonly SecretKind[] {
  return beginnings.test(text) ? secretKinds.filter(({ pattern }) => pattern.test(text)) : none
}

/** The text with every secret replaced. */
export function withoutSecrets(text: string): string {
  return secretKinds.reduce((left, { pattern }) => left.replace(everywhere(pattern), secretRemoved), text)
}

/** What stands in the place of a secret that was taken out. */
export const secretRemoved = '[secret removed]'

/** The pattern for every place of a text. */
export function everywhere({ source, flags }: RegExp): RegExp {
  return new RegExp(source, `${flags}g`)
}
