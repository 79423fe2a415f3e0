// What the simulator can be told to do. The list is what the app offers; each effect is under scenarios/.

export type ScenarioParameter = {
  name: string
  title: string
  kind: 'number' | 'string' | 'choice'
  default: number | string
  unit?: string
  choices?: string[]
}
export type Scenario = { name: string; title: string; explanation: string; parameters: ScenarioParameter[] }

const count = (name: string, title: string, value: number, unit?: string): ScenarioParameter => ({
  name,
  title,
  kind: 'number',
  default: value,
  ...(unit ? { unit } : {}),
})
const words = (name: string, title: string, value: string): ScenarioParameter => ({
  name,
  title,
  kind: 'string',
  default: value,
})
const choice = (name: string, title: string, ...choices: string[]): ScenarioParameter => ({
  name,
  title,
  kind: 'choice',
  default: choices[0]!,
  choices,
})

const times = count('times', 'Attempts that fail before one succeeds (0: every one)', 0)
const on = choice('on', 'Calls that it concerns', 'messages', 'count_tokens', 'models', 'all')
const onAll = choice('on', 'Calls that it concerns', 'all', 'messages', 'count_tokens', 'models')
const after = (value: number) => count('after', 'Pieces of the answer sent first', value)

const described: Scenario[] = [
  {
    name: 'fast',
    title: 'Fast',
    explanation: 'The whole answer at once, without the pace of a model.',
    parameters: [],
  },
  {
    name: 'slow',
    title: 'Slow',
    explanation: 'Every piece of the answer waits.',
    parameters: [
      count('ms', 'Wait before each piece', 200, 'ms'),
      count('first', 'Wait before the first piece', 400, 'ms'),
    ],
  },
  {
    name: 'long',
    title: 'Long answer',
    explanation: 'An answer of exactly this many tokens, whatever max_tokens says.',
    parameters: [
      count('tokens', 'Length', 5000, 'tokens'),
      count('chunk', 'Characters per piece (0: as usual)', 0, 'characters'),
    ],
  },
  {
    name: 'stall',
    title: 'Silence',
    explanation: 'The server goes silent: before its headers, after them, or in the middle of the answer.',
    parameters: [
      choice('before', 'Silent before', 'bytes', 'headers', 'end'),
      after(0),
      count('ms', 'For how long (0: for ever)', 60_000, 'ms'),
      choice('pings', 'Pings meanwhile', 'no', 'yes'),
      count('every', 'Time between pings', 1000, 'ms'),
    ],
  },
  {
    name: 'drip',
    title: 'Drip',
    explanation: 'The bytes arrive a few at a time, events and characters torn apart.',
    parameters: [count('bytes', 'Bytes at a time', 7, 'bytes'), count('ms', 'Wait between them', 5, 'ms')],
  },
  {
    name: 'cut',
    title: 'Cut connection',
    explanation: 'The answer breaks off after this many bytes: by a reset, by a lost connection, or with a clean end.',
    parameters: [
      count('after', 'Bytes sent first', 2000, 'bytes'),
      choice('inside', 'Where', 'anywhere', 'utf8'),
      choice('how', 'How', 'reset', 'close', 'drop'),
    ],
  },
  {
    name: 'reset',
    title: 'Connection reset',
    explanation: 'The connection is reset before any answer.',
    parameters: [times, on],
  },
  {
    name: 'error-event',
    title: 'Error in the stream',
    explanation: 'The answer begins well and ends with an error event.',
    parameters: [
      choice('type', 'Error type', 'overloaded_error', 'api_error', 'rate_limit_error', 'timeout_error'),
      after(5),
    ],
  },
  {
    name: 'overloaded-529',
    title: 'Overloaded (529)',
    explanation: 'The API is overloaded.',
    parameters: [times, on],
  },
  {
    name: 'rate-limit-429',
    title: 'Rate limited (429)',
    explanation: 'A rate or spend limit is reached; the wait is announced in every form that servers use.',
    parameters: [
      times,
      choice(
        'retry-after',
        'The wait is given as',
        'seconds',
        'date',
        'ms',
        'absent',
        'zero',
        'negative',
        'huge',
        'garbage',
      ),
      count('seconds', 'Wait', 1, 's'),
      choice(
        'code',
        'Error code',
        'none',
        'enforced_spend_limit_reached',
        'contract_spend_limit_reached',
        'ramp_limit_exceeded',
      ),
      on,
    ],
  },
  {
    name: 'server-error-500',
    title: 'Server error',
    explanation: 'The server fails, in the API’s words or with a proxy’s page.',
    parameters: [
      count('status', 'HTTP status', 500),
      times,
      choice('body', 'Body', 'json', 'html', 'empty'),
      choice('should-retry', 'x-should-retry', 'absent', 'true', 'false'),
      on,
    ],
  },
  {
    name: 'unauthorized-401',
    title: 'Key refused (401)',
    explanation: 'The key is refused, as when it was revoked.',
    parameters: [onAll],
  },
  {
    name: 'not-found-404',
    title: 'Model not found (404)',
    explanation: 'The model is unknown, as when it was retired.',
    parameters: [on],
  },
  {
    name: 'too-large-413',
    title: 'Request too large (413)',
    explanation: 'The edge in front of the API refuses the size, with a page of its own.',
    parameters: [choice('body', 'Body', 'html', 'json'), on],
  },
  {
    name: 'html-200',
    title: 'Not an API answer (200)',
    explanation: 'A success that is none: a proxy’s sign-in page, other JSON, or events under a wrong name.',
    parameters: [choice('body', 'Body', 'html', 'json', 'text', 'data-only'), on],
  },
  { name: 'empty-200', title: 'Empty answer (200)', explanation: 'A success without a single byte.', parameters: [on] },
  {
    name: 'malformed-event',
    title: 'Malformed event',
    explanation: 'One event of the stream is not JSON.',
    parameters: [after(3)],
  },
  {
    name: 'unknown-event',
    title: 'Things not known yet',
    explanation: 'What a later API might send: an unknown event, block, delta or stop reason.',
    parameters: [choice('kind', 'Unknown', 'all', 'event', 'block', 'delta', 'stop_reason')],
  },
  {
    name: 'disorder',
    title: 'Events out of order',
    explanation: 'A stream that breaks the order of events.',
    parameters: [
      choice('kind', 'Fault', 'bad-index', 'delta-before-start', 'two-starts', 'late-events', 'no-block-stop'),
    ],
  },
  {
    name: 'refusal',
    title: 'Refusal',
    explanation: 'The model declines: HTTP 200 with stop reason refusal.',
    parameters: [
      choice('category', 'Category', 'cyber', 'bio', 'frontier_llm', 'reasoning_extraction', 'general_harms', 'none'),
      count('tokens', 'Text before it', 0, 'tokens'),
    ],
  },
  {
    name: 'pause-turn',
    title: 'Paused turn',
    explanation: 'A long turn with a server tool pauses; sending its content back goes on.',
    parameters: [],
  },
  {
    name: 'context-full',
    title: 'Context window full',
    explanation: 'The request is counted as so long that the answer soon fills the model’s context window.',
    parameters: [count('tokens', 'Room for the answer', 20, 'tokens')],
  },
  {
    name: 'redirect',
    title: 'Redirect',
    explanation: 'The server sends the client elsewhere.',
    parameters: [count('status', 'HTTP status', 307), words('to', 'Address', '/elsewhere/v1/messages'), on],
  },
  {
    name: 'gzip',
    title: 'Compressed',
    explanation: 'The answer is compressed with gzip; it may also break off inside.',
    parameters: [count('cut', 'Bytes sent before it breaks off (0: whole)', 0, 'bytes')],
  },
]

const pace = choice('pace', 'Pace of the rest', 'usual', 'fast')
const setsPace = ({ name }: Scenario) => name === 'fast' || name === 'slow'

/** Every scenario with its parameters, in the order in which they are offered. */
export const scenarios: Scenario[] = described.map((scenario) =>
  setsPace(scenario) ? scenario : { ...scenario, parameters: [...scenario.parameters, pace] },
)
