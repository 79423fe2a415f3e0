// What the code calls things: identifiers made of names that people gave.

export type NameStyle = 'snake' | 'camel' | 'pascal'

/**
 * An identifier for each name, no two the same, in plain ASCII: some languages fold other letters, so that two of them would
 * meet. What is left of a name may be nothing; then it is called `fallback`.
 * @param reserved Words of the language, and names that the code uses itself.
 */
export function identifiers(
  names: readonly string[],
  style: NameStyle,
  reserved: ReadonlySet<string>,
  fallback: string,
): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const words = wordsOf(name)
    const first = styled(words.length === 0 ? [fallback] : words, style)
    let free = /^\d/.test(first) ? styled([fallback, ...words], style) : first
    const plain = free
    for (let count = 2; taken.has(free.toLowerCase()) || reserved.has(free); count += 1)
      free = `${plain}${separator(style)}${count}`
    taken.add(free.toLowerCase())
    return free
  })
}

/**
 * What the code calls its function, and the function's parameters.
 * @param nameStyle Of the function, where it is another one than that of the parameters.
 */
export function codeNames(
  plan: { name: string; parameters: readonly { name: string }[] },
  style: NameStyle,
  reserved: ReadonlySet<string>,
  nameStyle: NameStyle = style,
): { name: string; parameters: string[] } {
  const [name = fallbackName] = identifiers([plan.name], nameStyle, reserved, fallbackName)
  const names = plan.parameters.map((parameter) => parameter.name)
  return { name, parameters: identifiers(names, style, new Set([...reserved, name]), 'value') }
}

const fallbackName = 'ask'

const separator = (style: NameStyle) => (style === 'snake' ? '_' : '')

function wordsOf(name: string): string[] {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '')
  const apart = plain.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').split(/[^A-Za-z0-9]+/)
  return apart.filter((word) => word !== '').map((word) => word.toLowerCase())
}

function styled(words: readonly string[], style: NameStyle): string {
  if (style === 'snake') return words.join('_').slice(0, longest)
  const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)
  return words
    .map((word, index) => (index === 0 && style === 'camel' ? word : capital(word)))
    .join('')
    .slice(0, longest)
}

const longest = 60

export const reservedWords = (...lists: string[]): ReadonlySet<string> => new Set(lists.join(' ').split(/\s+/))
