import type { PlacedNote } from '../reading.ts'

/** What a template can do that a prompt here cannot: said once, and kept as text. */
export function templateNotes(texts: readonly string[]): PlacedNote[] {
  const isLogic = texts.some((text) => text.includes('{%'))
  const isFiltered = texts.some((text) =>
    text
      .split('{{')
      .slice(1)
      .some((piece) => piece.split('}}')[0]?.includes('|')),
  )
  return [
    ...(isLogic
      ? [{ at: null, what: 'Loops and conditions of the template (`{% … %}`) stay in the text as they are.' }]
      : []),
    ...(isFiltered
      ? [{ at: null, what: 'Filters of the template (`{{ name | filter }}`) stay in the text as they are.' }]
      : []),
  ]
}
