import type { Steps } from '../steps.ts'
import type { JsonValue } from '../text/json.ts'
import { jsonOf } from './code-value.ts'
import { unitEscapes } from './layout.ts'
import { type CodeNote, how } from './notes.ts'
import type { Plan } from './plan.ts'
import type { WrittenCode } from './written-code.ts'

/** JSON in which everything can be seen: what is unseen or turns the direction of reading is escaped. */
export function* visibleJson(value: JsonValue): Steps<string> {
  const text = JSON.stringify(value, null, 2)
  let visible = ''
  for (let at = 0; at < text.length; ) {
    // A pair is not cut in two.
    const end = /[\ud800-\udbff]/.test(text[at + stepLength - 1] ?? '') ? at + stepLength + 1 : at + stepLength
    visible += text.slice(at, end).replace(unseen, unitEscapes)
    at = end
    yield
  }
  return visible
}

/** Characters that are looked at in one step. */
const stepLength = 65_536
const unseen = /(?!\u200d)\p{Cf}|[\x7f-\x9f\u2028\u2029]/gu

/** The body of the request. `fill` says what stands in a place that a shell fills. */
export function bodyOf(
  plan: Plan,
  fill: (place: { parameter: number } | { file: number }) => string = () => '',
): JsonValue {
  const body = jsonOf({ fields: plan.fields }, fill)
  // Safe: fields make an object.
  return plan.stream ? { ...(body as object), stream: true } : body
}

export function* writeJson(plan: Plan): Steps<WrittenCode> {
  const headers = [
    `anthropic-version: ${plan.apiVersion}`,
    ...Object.entries(plan.headers).map(([name, value]) => `${name}: ${value}`),
  ]
  const notes: CodeNote[] = [
    how(`The body of POST ${plan.baseUrl ?? ''}/v1/messages. Headers to send with it: ${headers.join(', ')}.`),
  ]
  return { text: `${yield* visibleJson(bodyOf(plan))}\n`, notes }
}
