// curl in commands for a POSIX shell. Nothing is run: words are put together as the shell would.
import { type Command, forEachChild, type Pipeline, parse, type SyntaxNode } from 'unbash'
import { curlRequest } from './curl.ts'
import type { PlacedNote, RawRequest } from './reading.ts'
import { hereDocText, type Shell, wordText } from './shell-words.ts'

export type ShellReading = { requests: RawRequest[]; notes: PlacedNote[] }

/** Deeper than any command that somebody pastes. */
const deepest = 200

export function readShell(source: string): ShellReading {
  const notes: PlacedNote[] = []
  const requests: RawRequest[] = []
  const variables = new Map<string, string>()
  /** Names that are not known, of the command that is being read. */
  let unknown: { name: string; at: number }[] = []
  const shell: Shell = { variables, onUnknown: (name, at) => void unknown.push({ name, at }) }

  function visit(node: SyntaxNode, depth: number): void {
    if (depth > deepest) return
    if (node.type === 'Pipeline') readPipeline(node)
    else if (node.type === 'Command') readCommand(node, null)
    else if (node.type !== 'Word') forEachChild(node, (child) => visit(child, depth + 1))
  }

  function readPipeline({ commands }: Pipeline): void {
    let input: string | null = null
    for (const command of commands) {
      if (command.type !== 'Command') visit(command, 1)
      else input = readCommand(command, input)
    }
  }

  /** Answers what the command writes, where that is known. */
  function readCommand(command: Command, piped: string | null): string | null {
    unknown = []
    for (const assignment of [...command.prefix, ...command.args]) {
      if (assignment.type !== 'Assignment' || assignment.value.type !== 'Word') continue
      variables.set(assignment.name, wordText(assignment.value, shell))
    }
    const input = inputOf(command) ?? piped
    const words = command.args.flatMap((word) => (word.type === 'Word' ? [wordText(word, shell)] : []))
    const name = (command.name?.value ?? '').split('/').at(-1)
    if (name === 'curl' || name === 'curl.exe') {
      const found = curlRequest(words, { at: command.pos, input, unknown })
      requests.push(...found.requests)
      notes.push(...found.notes)
    }
    if (name === 'echo') return words.filter((word) => !/^-[neE]+$/.test(word)).join(' ')
    if (name === 'printf') return words[0] === '%s' || words[0] === '%s\n' ? (words[1] ?? null) : (words[0] ?? null)
    return name === 'cat' && words.length === 0 ? input : null
  }

  function inputOf({ redirects }: Command): string | null {
    const last = redirects.at(-1)
    if (last?.type === 'HereDoc') return hereDocText(last, shell)
    return last?.type === 'HereString' && last.target ? wordText(last.target, shell) : null
  }

  const script = parse(source)
  visit(script, 0)
  const [error] = script.errors ?? []
  if (error) notes.push({ at: error.pos, what: `The shell would not understand this: ${error.message}` })
  return { requests, notes }
}
