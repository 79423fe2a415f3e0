// Prompts whose code is run or read back: what they are for stands in their names.
import fc from 'fast-check'
import type { CodeOptions, CodeServer } from '#shared/export/plan'
import { type AttachmentSource, putBytes } from '#shared/files/attachment'
import type { ContentBlock, Prompt } from '#shared/prompt/prompt'
import { buildRequest } from '#shared/request/request'
import type { JsonValue } from '#shared/text/json'

/** Trust and speed, S31: what ends a text, a comment, a command or a page in some language or other. */
export const hostileText = [
  `quotes " ' \` """ ''' and \\ backslashes \\n \\u0041 \\\\`,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is to stay as it is in every language
  '${process.exit(1)} #{exit} #$0 #@x {{not_a_variable {braces} {0} %s %(x)s $HOME $(id) `id` @{x}',
  `'; rm -rf ~ # "; DROP TABLE students; --`,
  '</script><!-- */ /* ?> <?php %> EOF',
  'tab\there, return\r, return and line\r\n, bell \u0007, escape \u001b, NUL \u00001, delete \u007f, next line \u0085',
  'lines \u2028 and \u2029, mark \ufeff, right to left \u202e txt.exe, joiner \u200d, soft\u00adhyphen',
  'emoji 👩‍🚀 🏴󠁧󠁢󠁥󠁮󠁧󠁿, 中文, é, astral 𝒳, private \ue000 and \ue001',
  '  spaces before and after  ',
  '{% raw %} {{ "x" }} {# no #}',
].join('\n')

export const halfPair = 'half \ud83d of a pair, other half \ude00 alone'

const bytes = {
  picture: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 255, 254, 10]),
  text: Buffer.from('one\r\ntwo "quoted" \\ {x} $y\n中文', 'utf8'),
}
const picture: AttachmentSource = {
  type: 'attachment',
  hash: 'a'.repeat(64),
  media_type: 'image/png',
  name: "../it's a $pic {x}.png",
  bytes: bytes.picture.length,
}
const notes: AttachmentSource = {
  type: 'attachment',
  hash: 'b'.repeat(64),
  media_type: 'text/plain',
  name: 'notes.txt',
  bytes: bytes.text.length,
}
/** What the files of the cases are called beside the code, and what they hold. */
export const caseFiles: Readonly<Record<string, Buffer>> = {
  "it's a $pic {x}.png": bytes.picture,
  'notes.txt': bytes.text,
}
export const caseData: ReadonlyMap<string, string> = new Map([
  [picture.hash, bytes.picture.toString('base64')],
  [notes.hash, bytes.text.toString('utf8')],
])

export type CodeCase = { name: string; prompt: Prompt; options: CodeOptions }

const user = (content: string | ContentBlock[], id = 'm1') => ({ id, role: 'user' as const, content })
const plain: Prompt = {
  id: 'p',
  name: 'Support triage',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: '',
  messages: [user('Hello')],
  prefill: '',
  settings: { max_tokens: 64 },
}
const whole: CodeOptions = { stream: false, variables: 'filled', attachments: 'inline', data: caseData }
const live: CodeOptions = { stream: true, variables: 'parameters', attachments: 'files' }

const files: Prompt = {
  ...plain,
  messages: [
    user([
      { type: 'image', source: picture },
      { type: 'document', source: notes, title: 'Notes', citations: { enabled: true } },
      { type: 'text', text: 'What is this?' },
    ]),
  ],
}

const weather = {
  name: 'get_weather',
  description: `The weather.\n${'It is said in words. '.repeat(6)}`,
  input_schema: {
    type: 'object',
    properties: { city: { type: 'string' }, none: {}, '1': { type: 'number', const: 1e300, minimum: 1.5e-7 } },
    required: ['city'],
    additionalProperties: false,
  },
}

const pieces: readonly [name: string, prompt: Prompt, more?: Partial<CodeOptions>][] = [
  ['a text', plain],
  [
    'hostile text, everywhere',
    {
      ...plain,
      name: hostileText,
      system: hostileText,
      messages: [user(hostileText), user([{ type: 'text', text: `x${hostileText}` }], 'm2')],
      settings: { max_tokens: 64, stop_sequences: ['"', "'", '`', '${', '\\'], metadata: { user_id: hostileText } },
      variables: { values: {}, off: true },
    },
  ],
  [
    'hostile values of hostile variables',
    {
      ...plain,
      name: 'class',
      system: 'For {{company}}: {{class}}\nand \\{{not}} {{self.x-1}} and {{中}}{{selfX1}}. {{missing}}{',
      messages: [user('{{company}}'), user(`{{company}} {${'{{company}}'}} ${hostileText.replace('{{', '')}`, 'm2')],
      variables: { values: { company: hostileText, class: '{{company}}', 'self.x-1': '', 中: 'b', selfX1: '\\' } },
    },
  ],
  [
    'documents as a value',
    {
      ...plain,
      messages: [user('Read {{papers}}.')],
      variables: { values: { papers: { documents: [{ title: 'A "b"', text: 'one\n</document>' }] } } },
    },
  ],
  [
    'sampling, and a prefill of several lines',
    {
      ...plain,
      messages: [user('List {{things}} as JSON.')],
      settings: { max_tokens: 64, temperature: 0.2, top_k: 5, stop_sequences: [']'] },
      prefill: `[\n  "${'a long first line of the answer, '.repeat(3)}{{things}}`,
      variables: { values: { things: 'rivers' } },
    },
  ],
  [
    'a pinned version, beta features and headers',
    {
      ...plain,
      apiVersion: '2023-06-01',
      betas: ['a-2026-01-01', 'b-2026-01-01'],
      headers: { 'x-team': 'it\'s "us" $HOME {x} #{y} \\' },
      settings: { max_tokens: 64, service_tier: 'auto', inference_geo: 'us', output_config: { effort: 'low' } },
      model: 'claude-opus-5-5',
    },
  ],
  [
    'tools, calls and results',
    {
      ...plain,
      settings: { max_tokens: 900, tools: [weather], tool_choice: { type: 'auto' } },
      messages: [
        user('Weather in Oslo?'),
        {
          id: 'm2',
          role: 'assistant',
          content: [
            {
              type: 'tool_use',
              id: 'toolu_1',
              name: 'get_weather',
              input: { city: 'Oslo', deep: [[], [{}], null, true, false, -0.5, 12345678901] },
            },
          ],
        },
        user([{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'Rain' }], 'm3'),
      ],
    },
  ],
  [
    'odd names of fields',
    {
      ...plain,
      settings: {
        max_tokens: 64,
        metadata: Object.fromEntries([
          ['__proto__', 'x'],
          ['constructor', 'y'],
          ['it\'s "$x" #{y}', 'z'],
          ['', 'empty'],
        ]),
        'a-b': 1,
        class: { 0: 'a', 1: 'b' },
      } as Prompt['settings'],
    },
  ],
  [
    'muted messages and disabled tools',
    {
      ...plain,
      messages: [{ ...user('not sent'), muted: true }, user('sent', 'm2')],
      settings: { max_tokens: 64, tools: [weather, { ...weather, name: 'off' }] },
      toolNotes: { off: { disabled: true } },
    },
  ],
  ['files', files],
  [
    'a long text of many lines',
    { ...plain, system: Array.from({ length: 1_500 }, (_, at) => `Line ${at} of "many" {x}`).join('\n') },
  ],
  ['max_tokens beyond what the SDK sends without a timeout', { ...plain, settings: { max_tokens: 64_000 } }],
]

/** Every prompt twice: whole with everything filled in, and streamed with parameters and files. */
export const codeCases: readonly CodeCase[] = pieces.flatMap(([name, prompt]) => [
  { name: `${name}, whole`, prompt, options: whole },
  { name: `${name}, streamed`, prompt, options: live },
])

/** Prompts of any characters, with variables and with fields that nobody knows; the same ones every time. */
export function sampledCases(count: number): CodeCase[] {
  const text = fc.string({ unit: 'binary', maxLength: 120 })
  const pieces = fc.tuple(text, text, text, text, fc.jsonValue({ stringUnit: 'binary' }))
  return fc.sample(pieces, { numRuns: count, seed: 31 }).map(([system, before, after, value, x], at) => ({
    name: `sample ${at}`,
    prompt: {
      ...plain,
      system: [system, before, after, value].join('\n'),
      messages: [user(`${before}{{a}}${after}{{b}}`)],
      // JSON knows no -0.
      settings: { max_tokens: 64, x: JSON.parse(JSON.stringify(x)) as JsonValue },
      variables: { values: { a: value, b: '{{a}}' } },
    },
    options: at % 2 === 0 ? live : whole,
  }))
}

export const anthropicServer: CodeServer = {
  kind: 'anthropic',
  baseUrl: 'https://api.anthropic.com',
  credential: 'bearer',
}

/** The body that the app would send, and that the code has to send: without `stream` where it does not. */
export function expectedBody({ prompt, options }: CodeCase, kind: CodeServer['kind'] = 'anthropic'): JsonValue {
  const { stream, ...body } = putBytes(buildRequest(prompt, kind).body, caseData)
  return options.stream ? { ...body, stream } : body
}

export const expectedVersion = ({ prompt }: CodeCase, kind: CodeServer['kind'] = 'anthropic') =>
  buildRequest(prompt, kind).apiVersion
