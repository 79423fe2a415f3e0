// Commands for the command prompt of Windows, as browsers copy them, in the words of a POSIX shell.

/** Whether lines go on with the mark of the command prompt (`^`). */
export function isForPrompt(source: string): boolean {
  const lines = source.split('\n').map((line) => line.trimEnd())
  const goesOn = (mark: string) => lines.some((line) => line.endsWith(` ${mark}`))
  // The shell of everybody else; what is in its quotes may end a line with anything.
  if (goesOn('\\')) return false
  return goesOn('^') || (lines[0]?.includes('curl ^"') ?? false) || (lines[0]?.includes('curl.exe ^"') ?? false)
}

/**
 * The same command for a POSIX shell. `^` takes away what the next character means; a backslash means something before a
 * quote only; `$` and the backtick mean nothing.
 */
export function fromWindows(source: string): string {
  let out = ''
  for (const line of withoutCarets(source)) out += line
  return doubled(out)
}

function* withoutCarets(source: string): Generator<string> {
  const text = source.replaceAll('\r\n', '\n')
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] !== '^') yield text[at] ?? ''
    else {
      at += 1
      // A line that goes on. An empty line behind it is how a line break is written.
      yield text[at] === '\n' ? (text[at + 1] === '\n' ? '' : ' ') : (text[at] ?? '')
    }
  }
}

function doubled(text: string): string {
  let out = ''
  let at = 0
  while (at < text.length) {
    let end = at
    while (text[end] === '\\') end += 1
    const run = end - at
    const next = text[end] ?? ''
    out += '\\'.repeat(next === '"' ? run : run * 2)
    if (next === '$' || next === '`') out += '\\'
    out += next
    at = end + 1
  }
  return out
}
