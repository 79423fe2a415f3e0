// A small client of the simulator for tests: bare fetch, so that nothing between hides what was sent.
import type { Simulator } from './simulator.ts'

export type SentEvent = { event: string; data: Record<string, unknown> }
export type Sending = { headers?: Record<string, string>; scenario?: string; path?: string; signal?: AbortSignal }

/** A request that nothing refuses. */
export const hello = {
  model: 'claude-haiku-4-5',
  max_tokens: 1024,
  messages: [{ role: 'user', content: 'Hello there, who are you?' }],
}

/** The same for token counting. */
export const countable = { model: hello.model, messages: hello.messages }

const HEADERS = { 'x-api-key': 'test-key', 'content-type': 'application/json' }

/** Posts a body, by default to /v1/messages under 2023-06-01. A string is sent as it is. */
export function post({ url }: Simulator, body: unknown, sending: Sending = {}): Promise<Response> {
  const scenario: Record<string, string> = sending.scenario ? { 'x-simulator-scenario': sending.scenario } : {}
  return fetch(url + (sending.path ?? '/v1/messages'), {
    method: 'POST',
    redirect: 'manual',
    headers: { ...HEADERS, 'anthropic-version': '2023-06-01', ...scenario, ...sending.headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(sending.signal ? { signal: sending.signal } : {}),
  })
}

/** The JSON answer to a body. */
export async function ask(simulator: Simulator, body: unknown, sending: Sending = {}): Promise<Answered> {
  return (await (await post(simulator, body, sending)).json()) as Answered
}

/** The parts of a message, or of an error, that tests look at. */
export type Answered = {
  id: string
  model: string
  content: { type: string; [field: string]: unknown }[]
  stop_reason: string
  stop_sequence: string | null
  stop_details: Record<string, unknown> | null
  usage: Record<string, unknown> & { input_tokens: number; output_tokens: number }
  error: { type: string; message: string; details?: Record<string, unknown> }
}

/** All text of an answer. */
export const textIn = ({ content }: Answered): string =>
  content.map(({ text }) => (typeof text === 'string' ? text : '')).join('')

/** The events of a streamed answer; one that is not JSON has its text under `raw`. */
export async function eventsIn(response: Response): Promise<SentEvent[]> {
  return readEvents(await response.text())
}

/** The events in the text of a stream. */
export function readEvents(text: string): SentEvent[] {
  const records = text.split('\n\n').filter((record) => record.trim() !== '')
  return records.map((record) => {
    const event = /^event: (.*)$/m.exec(record)?.[1] ?? ''
    const data = /^data: (.*)$/m.exec(record)?.[1] ?? ''
    return { event, data: readData(data) }
  })
}

function readData(data: string): Record<string, unknown> {
  try {
    return JSON.parse(data) as Record<string, unknown>
  } catch {
    return { raw: data }
  }
}

/** The text that the deltas of a stream add up to. */
export function streamedText(events: readonly SentEvent[]): string {
  const deltas = events.map(({ data }) => data.delta as { text?: string } | undefined)
  return deltas.map((delta) => delta?.text ?? '').join('')
}
