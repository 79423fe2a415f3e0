// jq where it makes a body out of nothing: `jq -n --arg question "$1" '{messages: [{role: "user", content: $question}]}'`.
import { bodyOfCall } from '../code/body-of-call.ts'
import { runCode } from '../code/run-code.ts'
import { readScript } from '../code/script-code.ts'
import type { RawRequest } from '../reading.ts'

/** The JSON that jq would write, as far as its program is written like an object of JavaScript; else `null`. */
export function jqOutput(words: readonly string[]): string | null {
  const values: string[] = []
  let program: string | null = null
  let hasNoInput = false
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? ''
    if (word === '--arg' || word === '--argjson') {
      const [name = '', value = ''] = words.slice(index + 1, index + 3)
      values.push(`const $${name} = ${word === '--arg' ? JSON.stringify(value) : value}`)
      index += 2
    } else if (word === '--null-input' || /^-[a-zA-Z]*n[a-zA-Z]*$/.test(word)) hasNoInput = true
    else if (!word.startsWith('-')) program ??= word
  }
  if (program === null || !hasNoInput) return null
  const found: RawRequest[] = []
  runCode(readScript([...values, `const request = ${program}`].join('\n')), (call) => found.push(bodyOfCall(call)))
  const [request] = found
  return request ? JSON.stringify(request.body) : null
}
