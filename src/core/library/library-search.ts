import type { LibraryHit } from '#shared/library/library'
import { type ContentBlock, type Prompt, textOf } from '#shared/prompt/prompt'

/** The thread that serves the windows is not held longer than this at a time. */
const sliceMs = 8
const mostHits = 200
const mostHitsPerPrompt = 3
const longestSearch = 1_000
/** Characters of a line before and after what was found, in a narrow column. */
const beforeMatch = 14
const afterMatch = 60

/**
 * Looks for a text in names and contents, whatever its letter case; every sign of it means itself.
 * @returns At most 200 hits, and at most 3 of one prompt.
 */
export async function searchPrompts(
  prompts: readonly Prompt[],
  text: string,
  signal: AbortSignal,
): Promise<{ hits: LibraryHit[]; isCut: boolean }> {
  const wanted = text.slice(0, longestSearch).trim()
  if (wanted === '') return { hits: [], isCut: false }
  const pattern = new RegExp(wanted.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu')
  const hits: LibraryHit[] = []
  let sliceEnd = performance.now() + sliceMs
  for (const prompt of prompts) {
    hits.push(...hitsIn(prompt, pattern))
    if (hits.length >= mostHits) return { hits: hits.slice(0, mostHits), isCut: true }
    if (performance.now() < sliceEnd) continue
    await new Promise((resolve) => setImmediate(resolve))
    if (signal.aborted) break
    sliceEnd = performance.now() + sliceMs
  }
  return { hits, isCut: false }
}

function hitsIn(prompt: Prompt, pattern: RegExp): LibraryHit[] {
  const hits: LibraryHit[] = []
  for (const [where, field, text] of textsOf(prompt)) {
    for (const match of text.matchAll(pattern)) {
      hits.push({ id: prompt.id, where, field, ...excerpt(text, match.index, match[0].length) })
      if (hits.length === mostHitsPerPrompt) return hits
    }
  }
  return hits
}

/** The line that a match begins in, cut to what is near it. */
function excerpt(text: string, index: number, length: number): Pick<LibraryHit, 'line' | 'before' | 'match' | 'after'> {
  const lineStart = text.lastIndexOf('\n', index - 1) + 1
  const nextBreak = text.indexOf('\n', index + length)
  const lineEnd = nextBreak < 0 ? text.length : nextBreak
  const from = Math.max(lineStart, index - beforeMatch)
  const until = Math.min(lineEnd, index + length + afterMatch)
  return {
    line: text.slice(0, index).split('\n').length,
    before: `${from > lineStart ? '…' : ''}${text.slice(from, index)}`,
    match: text.slice(index, index + length),
    after: `${text.slice(index + length, until)}${until < lineEnd ? '…' : ''}`,
  }
}

function textsOf(prompt: Prompt): [where: string, field: string, text: string][] {
  const { name, system, messages, prefill, variables, settings } = prompt
  return [
    ['Name', 'name', name],
    ['System prompt', 'system', textOf(system)],
    ...messages.map(({ role, content }, index): [string, string, string] => [
      roles[role],
      `messages.${index}`,
      textIn(content),
    ]),
    ['Prefill', 'prefill', prefill],
    ...Object.entries(variables?.values ?? {}).map(([variable, value]): [string, string, string] => [
      `{{${variable}}}`,
      'variables',
      typeof value === 'string' ? value : value.documents.map(({ title, text }) => `${title}\n${text}`).join('\n'),
    ]),
    ['Tools', 'tools', settings.tools === undefined ? '' : JSON.stringify(settings.tools, null, 1)],
  ]
}

const roles = { user: 'User', assistant: 'Assistant', system: 'System message' }

/** What a person reads of a content: its texts, and those in the results of tools. */
function textIn(content: string | ContentBlock[]): string {
  if (typeof content === 'string') return content
  const inner = content.flatMap((block) =>
    block.type === 'tool_result' && (typeof block.content === 'string' || Array.isArray(block.content))
      ? [textOf(block.content as string | ContentBlock[])]
      : [],
  )
  return [textOf(content), ...inner].join('\n\n')
}
