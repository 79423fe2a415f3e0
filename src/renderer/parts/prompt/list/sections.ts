import type { PromptMessage } from '#shared/prompt/prompt'

/** So many messages are one section: a far one is a single element, and a keystroke renders its own section only. */
const sectionSize = 200
/** The first ones, which are opened with, are one of their own: they fill a screen, and what the browser lays out below it. */
const firstSize = 30

/** Messages that follow each other, and the place of the first of them in the list. */
export type Section = { messages: PromptMessage[]; from: number }

/** The parts that a list is shown in. A message keeps its section while none comes or goes before it. */
export function sectionsOf(messages: readonly PromptMessage[]): Section[] {
  const sections: Section[] = []
  for (let from = 0; from < messages.length; ) {
    const to = from + (from === 0 ? firstSize : sectionSize)
    sections.push({ messages: messages.slice(from, to), from })
    from = to
  }
  return sections
}
