import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { RequestFailure } from '../../core/api/request-failure.ts'
import { nextTry } from '../../core/api/retry.ts'
import { errorAdvice, errorTable, errorTableMarkdown } from './error-advice.ts'

const known = { host: 'api.test', model: 'claude-haiku-4-5', retryAfterSeconds: null }
const words = (status: number | null, type: string | null = null, errorCode: string | null = null) =>
  errorAdvice({ ...known, status, type, errorCode })

describe('the table of the errors', () => {
  it('is the one in the documentation', () => {
    const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8')
    expect(page).toContain(errorTableMarkdown())
  })

  it('leaves no mark unfilled, and ends in sentences', () => {
    for (const { statuses, type, code } of errorTable) {
      const { title, advice } = words(statuses[0] ?? null, type, code)
      expect(`${title} ${advice}`).not.toMatch(/[{}]/)
      expect(title).not.toMatch(/\.$/)
      expect(advice).toMatch(/\.$/)
    }
  })

  it('has every type and code once, and tells what is tried again as it is', () => {
    const names = errorTable.flatMap(({ type, code }) => code ?? type ?? [])
    expect(new Set(names).size).toBe(names.length)
    for (const { statuses, code, isRetried } of errorTable) {
      for (const status of statuses) {
        const failure = new RequestFailure('status', { status, errorCode: code })
        expect([status, code, nextTry(failure, 0, new Date()) !== null]).toEqual([status, code, isRetried])
      }
    }
  })

  it('asks the code first, then the status, then the type', () => {
    expect(words(429, 'rate_limit_error', 'enforced_spend_limit_reached').title).toBe('The spend limit is reached')
    expect(words(429, 'overloaded_error').title).toBe('Too many requests or tokens')
    expect(words(null, 'overloaded_error').title).toBe('The API is overloaded')
    expect(words(418, 'authentication_error').title).toBe('api.test refused the key')
    expect(words(400, null, 'a_code_of_tomorrow').title).toBe('api.test refused the request')
  })

  it('has words for what nobody knows yet', () => {
    expect(words(418).title).toBe('api.test refused the request')
    expect(words(599).title).toBe('api.test failed')
    expect(words(null, 'a_type_of_tomorrow').title).toBe('api.test failed')
  })

  it('names the wait that the server asks for', () => {
    expect(errorAdvice({ ...known, status: 429, type: null, errorCode: null, retryAfterSeconds: 12 }).advice).toMatch(
      /^Wait 12 s/,
    )
    expect(words(429).advice).toMatch(/^Wait a minute/)
  })
})
