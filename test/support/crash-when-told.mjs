// Loaded into a process of Antiphon by a test: told to, it throws an error with all that may hang on one in a bad moment.
import { Anthropic } from '@anthropic-ai/sdk'

const apiKey = process.env.ANTHROPIC_API_KEY
const how = process.env.CRASH

process.once('message', () => {
  const cause = Object.assign(new TypeError(`bad header ${apiKey}`), { headers: { 'x-api-key': apiKey } })
  const error = Object.assign(new Error(`lost with ${apiKey}`, { cause }), { client: new Anthropic({ apiKey }) })
  if (how === 'rejection') void Promise.reject(error)
  else throw error
})
