import { expect, it } from 'vitest'
import type { ModelInfo } from '#shared/models/models'
import type { Prompt } from '#shared/prompt/prompt'
import { reachText, sizeText, usageText } from './cache-words.ts'

// Safe: the words look at nothing else of a model and of a prompt.
const model = { displayName: 'Claude Haiku 4.5', limits: { minCacheableTokens: 4_096 } } as ModelInfo
const prompt = { messages: [{ id: 'a' }, { id: 'b' }] } as Prompt
const at = (point: Parameters<typeof reachText>[0]['point']) => reachText({ point, ttl: '5m', tokens: 1 }, prompt)

it('says how far the cache reaches', () => {
  expect(at({ kind: 'tool', name: 'look' })).toBe('the tools up to look')
  expect(at({ kind: 'system', block: 0 })).toBe('the system prompt')
  expect(at({ kind: 'message', id: 'b', block: 1 })).toBe('message 2')
  expect(at({ kind: 'end' })).toBe('the whole request')
})

it('says whether that is enough for the model', () => {
  expect(sizeText(100, model)).toEqual({
    text: '≈ 100 tokens, too short: Claude Haiku 4.5 caches from 4,096 on',
    isShort: true,
  })
  expect(sizeText(5_000, model)).toEqual({
    text: '≈ 5,000 tokens: Claude Haiku 4.5 caches from 4,096 on',
    isShort: false,
  })
  expect(sizeText(100, null)).toEqual({ text: '≈ 100 tokens', isShort: false })
})

it('says what the last run did, where that is known', () => {
  const usage = { input_tokens: 10, output_tokens: 1 }
  expect(usageText(undefined)).toBe(null)
  expect(usageText(usage)).toBe(null)
  expect(usageText({ ...usage, cache_creation_input_tokens: 0, cache_read_input_tokens: 5_200 })).toBe(
    'Last run: wrote 0, read 5,200',
  )
})
