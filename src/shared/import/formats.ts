// What a paste is taken for. A file's name decides where it has one; otherwise the grammars do, and the one that fails least wins.
import { parser as python } from '@lezer/python'
import { typescript } from './code/script-code.ts'
import { faultsIn } from './code/tree-nodes.ts'
import type { Paste } from './reading.ts'

export type Format =
  | 'json'
  | 'jsonl'
  | 'notebook'
  | 'python'
  | 'script'
  | 'either'
  | 'elements'
  | 'shell'
  | 'prompty'
  | 'yaml'
  | 'markdown'

const endings: readonly { ending: string; format: Format }[] = [
  { ending: '.prompty', format: 'prompty' },
  { ending: '.jsonl', format: 'jsonl' },
  { ending: '.ndjson', format: 'jsonl' },
  { ending: '.ipynb', format: 'notebook' },
  { ending: '.json', format: 'json' },
  { ending: '.har', format: 'json' },
  { ending: '.yml', format: 'yaml' },
  { ending: '.yaml', format: 'yaml' },
  { ending: '.py', format: 'python' },
  { ending: '.pyi', format: 'python' },
  { ending: '.tsx', format: 'elements' },
  { ending: '.jsx', format: 'elements' },
  { ending: '.ts', format: 'script' },
  { ending: '.mts', format: 'script' },
  { ending: '.js', format: 'script' },
  { ending: '.mjs', format: 'script' },
  { ending: '.cjs', format: 'script' },
  { ending: '.sh', format: 'shell' },
  { ending: '.bash', format: 'shell' },
  { ending: '.md', format: 'markdown' },
]

/** As much of a text as it takes to tell its language. */
const sampleLength = 8_000
const yamlFields = ['messages:', 'prompts:', 'providers:', 'modelParameters:', 'model:', 'name:', 'description:']

/** The ending of the name counts; where it says nothing, the text is looked at. */
export function formatOf({ text, fileName }: Paste): Format {
  const name = fileName?.toLowerCase() ?? ''
  const named = endings.find(({ ending }) => name.endsWith(ending))
  return named?.format ?? guessed(text)
}

function guessed(text: string): Format {
  const start = text.trimStart()
  const lines = text.slice(0, sampleLength).split('\n')
  if (start.startsWith('{') || start.startsWith('[')) return isLines(lines) ? 'jsonl' : 'json'
  if (start.startsWith('```')) return 'markdown'
  if (start.startsWith('---') && lines.slice(1).some((line) => line.trim() === '---')) return 'prompty'
  // Code in a text that says something first.
  const fence = lines.findIndex((line) => line.startsWith('```'))
  if (fence > 0 && !isShell(lines.slice(0, fence).join('\n')) && isProse(lines.slice(0, fence))) return 'markdown'
  if (isShell(text)) return 'shell'
  const faults = faultsOf(text)
  // A template of JavaScript can stand between the marks of Markdown, a string of Python hold them.
  if (faults.python > 0 && lines.some((line) => line.trimStart().startsWith('```'))) return 'markdown'
  const fields = lines.filter((line) => yamlFields.some((field) => line.startsWith(field)))
  if (fields.length > 0 && lines.some((line) => /^\s*- /.test(line)) && Math.min(faults.python, faults.script) > 0)
    return 'yaml'
  if (Math.min(faults.python, faults.script) > 0) {
    if (text.includes('curl ')) return 'shell'
  }
  if (faults.python === faults.script) return 'either'
  return faults.python < faults.script ? 'python' : 'script'
}

const shellWords = new Set(['curl', 'curl.exe', 'printf', 'echo', 'cat', 'export', 'jq'])

/** Whether a command begins with curl: the first one, or one behind what puts its body together. */
function isShell(text: string): boolean {
  const sample = text.slice(0, sampleLength).split('\n')
  const isCurl = (line: string) =>
    ['curl', 'curl.exe', ...webCommands].includes(firstWord(withoutSign(line)).toLowerCase())
  if (sample.some(isCurl)) return true
  const first = sample.find((line) => line.trim() !== '' && !line.trimStart().startsWith('#')) ?? ''
  const isAssignment = /^[A-Za-z_]\w*=['"$]/.test(first)
  return (isAssignment || shellWords.has(firstWord(first))) && text.split('\n').some(isCurl)
}

/** What PowerShell sends requests with. */
const webCommands = ['invoke-restmethod', 'invoke-webrequest', 'irm', 'iwr']

/** The sign with which a shell asks for a command, and a command whose output is kept. */
const withoutSign = (line: string) => line.replace(/^\s*(?:[$%>#] +|PS [^>]*> *|\$?\w+ ?= ?"?(?:\$\()?)/, '')

const firstWord = (line: string) => line.trimStart().split(/[ \t\\^]/, 1)[0] ?? ''

/** Neither language understands it, but for what is cut off at its end. */
function isProse(lines: readonly string[]): boolean {
  const text = lines.join('\n').trim()
  return (
    text !== '' && faultsIn(python.parse(text), text.length) > 0 && faultsIn(typescript.parse(text), text.length) > 0
  )
}

/** Each line is a value of its own. */
function isLines(lines: readonly string[]): boolean {
  const full = lines.filter((line) => line.trim() !== '')
  const areWhole = full.slice(0, -1).every((line) => line.startsWith('{') && line.trimEnd().endsWith('}'))
  return full.length > 1 && areWhole && (full.at(-1)?.startsWith('{') ?? false)
}

function faultsOf(text: string): { python: number; script: number } {
  const cut = text.length <= sampleLength ? text.length : text.lastIndexOf('\n', sampleLength)
  const sample = text.slice(0, cut > 0 ? cut : sampleLength)
  // What is wrong at a cut is the cut's fault.
  const end = sample.length < text.length ? sample.length - 1_000 : text.length + 1
  return { python: faultsIn(python.parse(sample), end), script: faultsIn(typescript.parse(sample), end) }
}
