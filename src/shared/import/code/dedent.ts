/** The text without the white space that begins every line of it, as `textwrap.dedent` of Python does. */
export function dedent(text: string): string {
  const lines = text.split('\n').map((line) => (line.trim() === '' ? '' : line))
  const indents = lines.filter((line) => line !== '').map((line) => line.length - line.trimStart().length)
  // One reduce and no spread: there may be a million lines.
  const least = indents.reduce((smallest, indent) => Math.min(smallest, indent), Number.POSITIVE_INFINITY)
  return least === 0 || least === Number.POSITIVE_INFINITY
    ? lines.join('\n')
    : lines.map((line) => line.slice(least)).join('\n')
}
