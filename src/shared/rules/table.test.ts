// The rules against the simulator, which was written from the API's reference and shares no code with them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from '#simulator/simulator'
import { ruleSurroundings } from '../../../test/support/rule-surroundings.ts'
import type { Prompt } from '../prompt/prompt.ts'
import { buildRequest, countBody, type MessagesRequest } from '../request/request.ts'
import type { Finding } from './finding.ts'
import { contextOf, findings, fixAll, type RuleSurroundings, rules } from './rules.ts'
import { cases } from './table/cases.ts'
import { promptOf } from './table/pieces.ts'

const simulated: RuleSurroundings = { ...ruleSurroundings(), connectionKind: 'simulator' }
const surroundings = (inputTokens: number | null = null): RuleSurroundings => ({ ...simulated, inputTokens })

const judge = (prompt: Prompt, given = surroundings()) => findings(prompt, contextOf(prompt, given))
const errorsIn = (found: readonly Finding[]) => found.filter(({ severity }) => severity === 'error')

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'fast' })
})
afterAll(() => simulator.close())

/** Sends what the app would send; `null` when it is answered, the refusal otherwise. */
async function refusalOf(prompt: Prompt): Promise<{ status: number; type: string; message: string } | null> {
  const request = buildRequest(prompt, 'simulator')
  const response = await send('/v1/messages', request, request.body)
  if (response.ok) {
    await response.body?.cancel()
    return null
  }
  const { error } = (await response.json()) as { error: { type: string; message: string } }
  return { status: response.status, ...error }
}

function send(path: string, { apiVersion, headers }: MessagesRequest, body: object): Promise<Response> {
  return fetch(simulator.url + path, {
    method: 'POST',
    headers: { ...headers, 'x-api-key': 'test', 'anthropic-version': apiVersion, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

async function countOf(prompt: Prompt): Promise<number> {
  const request = buildRequest(prompt, 'simulator')
  const response = await send('/v1/messages/count_tokens', request, countBody(request.body))
  return ((await response.json()) as { input_tokens: number }).input_tokens
}

describe('the table', () => {
  it('has at least 120 cases, each with a name of its own, and a case for every rule', () => {
    expect(cases.length).toBeGreaterThanOrEqual(120)
    expect(new Set(cases.map(({ what }) => what)).size).toBe(cases.length)
    const found = new Set(cases.flatMap(({ finds }) => finds.map((line) => line.split(' ')[1])))
    expect(rules.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([])
  })

  it.each(cases)('$what', async ({ prompt: change, finds, refusal, isCounted }) => {
    const prompt = promptOf(change)
    const given = surroundings(isCounted ? await countOf(prompt) : null)
    const found = judge(prompt, given)
    expect(found.map(({ severity, ruleId, field }) => `${severity} ${ruleId} ${field}`)).toEqual(finds)

    const refused = await refusalOf(prompt)
    expect(refused === null ? 'answered' : 'refused').toBe(errorsIn(found).length === 0 ? 'answered' : 'refused')
    if (refusal !== undefined) expect(refused?.message).toContain(refusal)
    if (refused) expect(refused.type).toBe(typeOfStatus[refused.status])

    for (const finding of found) for (const fix of finding.fixes) await expectMended(prompt, found, finding, fix, given)
  })

  it.each(cases)('fixAll on: $what', async ({ prompt: change, isCounted }) => {
    const prompt = promptOf(change)
    const given = surroundings(isCounted ? await countOf(prompt) : null)
    const before = structuredClone(prompt)
    const { prompt: fixed } = fixAll(prompt, given)
    expect(prompt).toEqual(before)
    expect(fixAll(fixed, given)).toEqual({ prompt: fixed, applied: [] })
    const left = judge(fixed, given)
    expect(errorsIn(left).filter(({ fixes }) => fixes.some(({ isSafe }) => isSafe))).toEqual([])
    if (!dependsOnMemory(left)) expect((await refusalOf(fixed)) !== null).toBe(errorsIn(left).length > 0)
  })
})

/** Whether only the server knows if thinking comes back as it was sent: then the rules can only warn. */
const dependsOnMemory = (found: readonly Finding[]) => found.some(({ ruleId }) => ruleId === 'thinking-history')

const typeOfStatus: Record<number, string> = {
  400: 'invalid_request_error',
  404: 'not_found_error',
  413: 'request_too_large',
}

/** A fix makes its finding go away, adds no new error, and leaves the prompt that it was given alone. */
async function expectMended(
  prompt: Prompt,
  found: readonly Finding[],
  finding: Finding,
  fix: Finding['fixes'][number],
  given: RuleSurroundings,
) {
  const before = structuredClone(prompt)
  const mended = fix.apply(prompt)
  expect(prompt).toEqual(before)
  const after = judge(mended, given)
  const times = (list: readonly Finding[], ruleId: string) => list.filter((one) => one.ruleId === ruleId).length
  expect({ fix: fix.label, left: times(after, finding.ruleId) < times(found, finding.ruleId) }).toEqual({
    fix: fix.label,
    left: true,
  })
  const added = errorsIn(after).filter(({ ruleId }) => times(errorsIn(after), ruleId) > times(errorsIn(found), ruleId))
  expect({ fix: fix.label, added }).toEqual({ fix: fix.label, added: [] })
  if (dependsOnMemory(after)) return
  const refused = await refusalOf(mended)
  expect({ fix: fix.label, refused: refused !== null, says: refused?.message ?? '' }).toEqual({
    fix: fix.label,
    refused: errorsIn(after).length > 0,
    says: refused?.message ?? '',
  })
}
