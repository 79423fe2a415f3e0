// Texts of any length, the same at every call: what a model writes, and the shapes that are hard to stream.

export type Shape = 'prose' | 'paragraph' | 'fence'

/** The last words of every streamed text: once they can be seen, all of it can. */
export const lastWords = 'And that was all.'

const sentences = [
  'The request leaves as soon as its row is on the disk, and not a moment before.',
  'A *small* change in the **prompt** can change the answer more than a new model does.',
  'Set `max_tokens` to what you are ready to pay for, and `stop_sequences` to what must never appear.',
  'See [the documentation](https://docs.example.com/messages) for the fields that are left out here.',
  'Nobody reads a log twice, so it has to be right the first time.',
  'What was measured once is an anecdote; what was measured in pairs is a result.',
]

const extras = [
  '## What to look at next\n\n',
  '- The first point is short.\n- The second one has `code` in it.\n- The third one is **bold** and a little longer.\n\n',
  '```ts\nconst answer = await run(prompt)\nif (answer.stopReason === "end_turn") save(answer)\n```\n\n',
  '1. Write it down.\n2. Send it.\n3. Read what came back.\n\n',
  '> A quotation, which says very little in two lines,\n> and could have been left out.\n\n',
  '| field | value |\n| --- | --- |\n| model | `haiku` |\n| tokens | 64 |\n\n',
]

/** A text of about `length` UTF-16 code units. */
export function streamedText(shape: Shape, length: number): string {
  if (shape === 'paragraph')
    return `${repeat((index) => `${sentences[index % sentences.length]} `, length)}${lastWords}`
  if (shape === 'fence') return `\`\`\`ts\n${repeat(codeLine, length)}// ${lastWords}\n\`\`\`\n`
  return `${repeat((index) => `${proseParagraph(index)}${index % 3 === 2 ? extras[((index / 3) % extras.length) | 0] : ''}`, length)}${lastWords}\n`
}

function proseParagraph(index: number): string {
  const words = [0, 1, 2, 3].map((offset) => sentences[(index + offset) % sentences.length])
  return `${words.join(' ')}\n\n`
}

function codeLine(index: number): string {
  return `${'  '.repeat(index % 4)}const value${index} = compute(${index}, 'text ${index * 7}') // line ${index}\n`
}

/** Lines of 79 characters, or the same without line breaks, of exactly `length` code units. */
export function editedText(lines: 'many' | 'one', length: number): string {
  const text = repeat(
    (index) => `${`${index} ${sentences[index % sentences.length]} ${'lorem ipsum '.repeat(6)}`.slice(0, 79)}\n`,
    length,
  )
  return (lines === 'many' ? text : text.replaceAll('\n', ' ')).slice(0, length)
}

function repeat(part: (index: number) => string, length: number): string {
  const parts: string[] = []
  for (let index = 0, total = 0; total < length; index += 1) {
    const next = part(index)
    parts.push(next)
    total += next.length
  }
  return parts.join('')
}
