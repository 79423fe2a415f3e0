// curl in commands for a POSIX shell. Nothing is run: words are put together as the shell would.
import { type Command, forEachChild, type Pipeline, parse, type Script, type SyntaxNode } from 'unbash'
import type { PlacedNote, RawRequest } from '../reading.ts'
import { curlRequest } from './curl.ts'
import { jqOutput } from './jq.ts'
import { hereDocText, type Shell, wordText } from './shell-words.ts'
import { webRequest } from './web-request.ts'

export type ShellReading = { requests: RawRequest[]; notes: PlacedNote[] }

/** Deeper than any command that somebody pastes. */
const deepest = 200

export function readShell(source: string): ShellReading {
  const notes: PlacedNote[] = []
  const requests: RawRequest[] = []
  const variables = new Map<string, string>()
  /** Names that are not known, and where each stands first. */
  const unknown = new Map<string, number>()
  const shell: Shell = {
    variables,
    onUnknown: (name, at) => void (unknown.has(name) || unknown.set(name, at)),
    outputOf,
  }
  let depth = 0

  /** Answers what the last command in it writes, where that is known. */
  function visit(node: SyntaxNode): string | null {
    if (depth > deepest) return null
    depth += 1
    let output: string | null = null
    if (node.type === 'Pipeline') output = readPipeline(node)
    else if (node.type === 'Command') output = readCommand(node, null)
    else if (node.type !== 'Word') {
      forEachChild(node, (child) => {
        output = visit(child)
      })
    }
    depth -= 1
    return output
  }

  function outputOf(script: Script): string | null {
    // A command that stands in the words of another one.
    return visit(script)
  }

  function readPipeline({ commands }: Pipeline): string | null {
    let input: string | null = null
    for (const command of commands) input = command.type === 'Command' ? readCommand(command, input) : visit(command)
    return input
  }

  function readCommand(command: Command, piped: string | null): string | null {
    for (const assignment of [...command.prefix, ...command.args]) {
      if (assignment.type !== 'Assignment' || assignment.value.type !== 'Word') continue
      variables.set(assignment.name, wordText(assignment.value, shell, assignment.name))
    }
    const input = inputOf(command) ?? piped
    const words = command.args.flatMap((word) => (word.type === 'Word' ? [wordText(word, shell)] : []))
    const name = (command.name?.value ?? '').split('/').at(-1)?.toLowerCase() ?? ''
    const found = requestOf(name, words, {
      at: command.pos,
      input,
      unknown: [...unknown].map(([of, at]) => ({ name: of, at })),
    })
    requests.push(...(found?.requests ?? []))
    notes.push(...(found?.notes ?? []))
    return outputFrom(name, words, input)
  }

  function inputOf({ redirects }: Command): string | null {
    const last = redirects.at(-1)
    if (last?.type === 'HereDoc') return hereDocText(last, shell)
    return last?.type === 'HereString' && last.target ? wordText(last.target, shell) : null
  }

  const script = parse(withoutSigns(source))
  visit(script)
  const [error] = script.errors ?? []
  if (error) notes.push({ at: error.pos, what: `The shell would not understand this: ${error.message}` })
  return { requests, notes }
}

function requestOf(
  name: string,
  words: readonly string[],
  context: Parameters<typeof curlRequest>[1],
): ShellReading | null {
  if (name === 'curl' || name === 'curl.exe') return curlRequest(words, context)
  return webRequest(name, words, context)
}

function outputFrom(name: string, words: readonly string[], input: string | null): string | null {
  if (name === 'echo') return words.filter((word) => !/^-[neE]+$/.test(word)).join(' ')
  if (name === 'printf') return words[0] === '%s' || words[0] === '%s\n' ? (words[1] ?? null) : (words[0] ?? null)
  if (name === 'jq') return jqOutput(words)
  return name === 'cat' && (words.length === 0 || words[0] === '-') ? input : null
}

/** The sign with which a shell asks for a command is no part of it: a space takes its place, so that all others stay. */
function withoutSigns(source: string): string {
  return source.replaceAll(/^([ \t]*)[$%](?= +curl\b)/gm, '$1 ')
}
