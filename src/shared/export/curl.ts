import { quoted } from '../runs/wire-curl.ts'
import type { Steps } from '../steps.ts'
import { type CodeNote, cannot, how, when } from './notes.ts'
import type { Plan } from './plan.ts'
import { hasPrefill, keyHeaders, messagesUrl, plainHeaders } from './raw-http.ts'
import { bodyOf, visibleJson } from './raw-json.ts'
import type { WrittenCode } from './written-code.ts'

/** Longest argument that every system takes: Linux allows 131,072 bytes. */
const longestArgument = 100_000

/** A command for a POSIX shell. Everything but the key stands in single quotes, in which a shell changes nothing. */
export function* writeCurl(plan: Plan): Steps<WrittenCode> {
  const mark = plan.files.length > 0 ? unusedMark(plan) : ''
  const json = yield* visibleJson(bodyOf(plan, (place) => ('file' in place ? `${mark}${place.file};` : '')))
  const headers = [
    ...keyHeaders(plan).map(({ name, before }) => `-H ${quoted(`${name}: ${before}`)}"$ANTHROPIC_API_KEY"`),
    ...plainHeaders(plan).map(([name, value]) => `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`),
  ]
  const command = (data: string) =>
    [`curl ${plan.stream ? '--no-buffer' : '-sS'} --globoff ${quoted(messagesUrl(plan))}`, ...headers, data].join(
      ' \\\n  ',
    )
  const isPiped = plan.files.length > 0 || json.length * 3 > longestArgument
  const text = isPiped
    ? `${pieces(plan, json, mark)} |\n  ${command('--data-binary @-')}`
    : command(`--data-raw ${quoted(json)}`)
  return { text: `${text}\n`, notes: notesFor(plan) }
}

/** What goes in by standard input: `printf` is the shell's own, so that it takes any length. */
function pieces({ files }: Plan, json: string, mark: string): string {
  if (files.length === 0) return `printf %s ${quoted(json)}`
  const written = json.split(mark).map((piece, index) => {
    if (index === 0) return `printf %s ${quoted(piece)}`
    const end = piece.indexOf(';')
    const name = files[Number(piece.slice(0, end))]?.name ?? ''
    return `base64 < ${quoted(`./${name}`)} | tr -d '\\n'\n  printf %s ${quoted(piece.slice(end + 1))}`
  })
  return `{\n  ${written.join('\n  ')}\n}`
}

/** A mark that the request does not hold. */
function unusedMark(plan: Plan): string {
  const text = JSON.stringify(plan.fields)
  let number = 0
  while (text.includes(`@file${number}:`)) number += 1
  return `@file${number}:`
}

function notesFor(plan: Plan): CodeNote[] {
  return [
    ...when(hasPrefill(plan), cannot('The answer is printed as it comes: without the prefill in front of it.')),
    ...when(plan.stream, how('curl prints the events of the stream as they come.')),
  ]
}
