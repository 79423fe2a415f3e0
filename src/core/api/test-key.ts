import { AppError } from '#shared/app-error'
import { toRunError } from '../runs/run-error.ts'
import type { Destination } from './destination.ts'
import { RequestFailure } from './request-failure.ts'

const timeout = 30_000

/** A call that costs nothing. */
export type TestCall = { path: string; body?: object; version: string; expects: 'json'; timeout: number }

/** Asks for one model, and where there is no list of models, for a count of one word. Neither costs anything. */
export async function testKey(
  destination: Destination,
  send: (call: TestCall) => Promise<Response>,
): Promise<{ message: string }> {
  const { connection, baseUrl, key } = destination
  const { host } = new URL(baseUrl)
  const common = { version: '2023-06-01', expects: 'json' as const, timeout }
  const word = { model: 'claude-haiku-4-5', messages: [{ role: 'user', content: 'Hello' }] }
  const works = connection.credential === 'none' ? `${host} answered.` : `The key works: ${host} took it.`
  try {
    const isThere =
      (await passes(() => send({ ...common, path: '/v1/models?limit=1' }))) ||
      (await passes(() => send({ ...common, path: '/v1/messages/count_tokens', body: word })))
    if (isThere) return { message: works }
  } catch (error) {
    const { kind, title, advice, said, status, type } = toRunError(error, { host, key, model: word.model })
    const sentence = [title, said && `It said: ${said}`, advice].filter(Boolean).join(' ')
    throw new AppError(kind, sentence, { status, type }, error)
  }
  const message = `${host} answered, but it has neither a list of models nor a token count to try the key on. Run a prompt to see whether the key works.`
  throw new AppError('api', message, { status: 404 })
}

/** Whether the call brought an answer; `false` where the server does not have it. */
async function passes(call: () => Promise<Response>): Promise<boolean> {
  try {
    await readJson(await call())
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

/** Whether a call failed because the server does not have it. */
export function isMissing(error: unknown): boolean {
  const status = error instanceof RequestFailure ? error.facts.status : null
  return status === 404 || status === 405 || status === 501
}

/** The body of a JSON answer. Throws a RequestFailure of kind `not-an-answer` for what is no JSON. */
export async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    if (error instanceof RequestFailure) throw error
    throw new RequestFailure('not-an-answer', { status: response.status, said: null }, error)
  }
}
