import type { Answer, Input, OnceName } from '#shared/contract'
import type { Host } from './host.ts'

export type AskingHost = Host & {
  /** From here on every call is asked anew. */
  forgetAnswers: () => void
}

/**
 * Asks at once what the first screen will want to know, all in one go. Until `forgetAnswers`, whoever asks the same has the
 * answer that is already there or on its way, so that the stores need not know of one another's questions.
 */
export function askAhead(host: Host): AskingHost {
  const asked = new Map<string, Promise<unknown>>()
  let isForgotten = false

  function ask<Name extends OnceName>(name: Name, input: Input<Name>): Promise<Answer<Name>> {
    const answer = host.call(name, input)
    asked.set(keyOf(name, input), answer)
    return answer
  }

  const settings = ask('settings.get', {})
  const others = [
    ask('app.info', {}),
    ask('connections.list', {}),
    ask('models.list', {}),
    ask('prompts.list', {}),
    ask('presets.list', {}),
    settings.then(({ openPromptId }) => (openPromptId === null ? null : ask('prompts.open', { id: openPromptId }))),
  ]
  // Whoever asks hears of the error; here nobody does yet.
  void Promise.allSettled(others)

  return {
    ...host,
    call: (name, input, options) => {
      const answer = isForgotten ? undefined : asked.get(keyOf(name, input))
      // Safe: the key begins with the very name whose answer it is.
      return answer ? (answer as Promise<Answer<typeof name>>) : host.call(name, input, options)
    },
    forgetAnswers: () => {
      isForgotten = true
      asked.clear()
    },
  }
}

function keyOf(name: OnceName, input: unknown): string {
  return `${name} ${JSON.stringify(input)}`
}
