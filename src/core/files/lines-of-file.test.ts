import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { linesOfFile } from './lines-of-file.ts'

async function fileOf(text: string): Promise<string> {
  const path = join(await temporaryFolder(), 'lines')
  writeFileSync(path, text)
  return path
}

it.each<[string, string]>([
  ['nothing', ''],
  ['one line without an end', 'a'],
  ['empty lines', '\n\na\n\n'],
  // Three bytes each: one of them lies across the end of what is read at once.
  ['lines that are longer than what is read at once', `${'€'.repeat(300_000)}\nb\n${'€'.repeat(100_001)}\n`],
  ['thousands of short ones', Array.from({ length: 40_000 }, (_, line) => `line ${line}\n`).join('')],
])('reads %s as splitting does, each with the place behind it', async (_what, text) => {
  const path = await fileOf(text)
  const lines = [...linesOfFile(path)]
  const split = text.split('\n')
  expect(lines.map((line) => line.text)).toEqual(split.at(-1) === '' ? split.slice(0, -1) : split)
  const middle = lines[Math.floor(lines.length / 2)]
  if (middle) expect([...linesOfFile(path, middle.start)]).toEqual(lines.slice(lines.indexOf(middle)))
  expect(lines.at(-1)?.end ?? 0).toBe(Buffer.byteLength(text))
})

it('leaves out a line that is too long, wherever it ends, and reads the others', async () => {
  for (const length of [11, 300_000, 600_000]) {
    const lines = [
      ...linesOfFile(await fileOf(`${'a'.repeat(10)}\n${'x'.repeat(length)}\nb\n${'y'.repeat(length)}`), 0, 10),
    ]
    expect(lines.map(({ text }) => text)).toEqual(['a'.repeat(10), null, 'b', null])
  }
})
