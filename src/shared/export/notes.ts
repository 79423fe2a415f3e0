// What stands above the code: what it does in a way of its own, and what it cannot do.
import type { Plan } from './plan.ts'

/** `how`: good to know. `cannot`: the code does not do what the app does, or needs something from the person. */
export type CodeNote = { kind: 'how' | 'cannot'; text: string }

export const how = (text: string): CodeNote => ({ kind: 'how', text })
export const cannot = (text: string): CodeNote => ({ kind: 'cannot', text })

/** The notes with one of them where the condition holds. */
export function when(condition: boolean, ...notes: CodeNote[]): CodeNote[] {
  return condition ? notes : []
}

/** What is said of every language. */
export function planNotes({ parameters, files, inlined, missing, emptied }: Plan): CodeNote[] {
  const unset = parameters.filter(({ isMissing }) => isMissing).map(({ name }) => name)
  return [
    ...when(
      unset.length > 0,
      cannot(
        `${listed(unset)} ${unset.length === 1 ? 'has' : 'have'} no value yet; the code passes the name in braces.`,
      ),
    ),
    ...emptied.map((part) =>
      cannot(`With these values the ${part} is empty: Run leaves it out, and the code sends it empty.`),
    ),
    ...when(
      files.length > 0,
      how(`The code reads ${listed(files.map(({ name }) => name))} from the folder that it is started in.`),
    ),
    ...when(
      inlined.length > 0,
      cannot(
        `A shell cannot write a text as JSON, so ${listed(inlined)} ${inlined.length === 1 ? 'stands' : 'stand'} in the code itself.`,
      ),
    ),
    ...when(missing.length > 0, cannot(`${listed(missing.map(({ name }) => name))} could not be read.`)),
  ]
}

/** For languages whose texts are UTF-8. */
export function halfPairNote({ halfPairs }: Plan, language: string): CodeNote[] {
  return when(
    halfPairs > 0,
    cannot(`A text holds half of a surrogate pair, which ${language} cannot send; it stands as \ufffd in the code.`),
  )
}

const mostNamed = 5

/** `a, b and c`, and `3 more` in the place of those beyond five; the empty text where there are none. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed)
  const more = names.length - shown.length
  const all = more > 0 ? [...shown, `${more} more`] : shown
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}
