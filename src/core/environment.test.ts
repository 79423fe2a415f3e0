import { expect, it } from 'vitest'
import { cleanEnvironment } from './environment.ts'

it('S21 hands out the key and takes everything of Anthropic’s away', () => {
  const environment = {
    PATH: '/bin',
    ANTHROPIC_API_KEY: ' sk-ant-test \n',
    ANTHROPIC_BASE_URL: 'http://evil.test',
    Anthropic_Custom_Headers: 'authorization: x',
    ANTHROPIC_LOG: 'debug',
  }
  expect(cleanEnvironment(environment)).toBe('sk-ant-test')
  expect(environment).toEqual({ PATH: '/bin' })
})

it('has no key where there is none, or a blank one', () => {
  expect(cleanEnvironment({})).toBeNull()
  expect(cleanEnvironment({ ANTHROPIC_API_KEY: '  ' })).toBeNull()
})
