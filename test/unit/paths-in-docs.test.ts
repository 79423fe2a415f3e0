// What the pages for readers of the code name is there: a page that points at a file that is gone misleads.
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const inRooms = (pattern: string) => globSync(`{src,test,scripts,docs,resources}/${pattern}`, { cwd: root })
const pages = ['README.md', ...inRooms('**/*.md')]
const things = new Set([
  '.',
  'README.md',
  ...globSync('{*,src,test,scripts,docs,resources}', { cwd: root }),
  ...inRooms('**'),
])
const names = new Set([...things].map((thing) => basename(thing)))

/** The path in a piece of code in a page: `null` where it is something else, such as the name of a person's file. */
function pathIn(code: string): string | null {
  const isPath = /^(?:src|test|scripts|docs|resources)\/[\w./-]*$/.test(code) || /^\.{1,2}\/[\w./-]+$/.test(code)
  return isPath || /^[\w./-]+\.(?:tsx?|mjs|css|md)$/.test(code) ? code : null
}

/** Pages name files from the top, from where they are themselves, or by the file's name alone. */
function isThere(page: string, path: string): boolean {
  if (!path.includes('/')) return names.has(path)
  return [path, join(dirname(page), path), join('src', path)].some((place) =>
    things.has(normalize(place).replace(/\/$/, '')),
  )
}

function pathsIn(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8').replaceAll(/^```.*?^```/gms, '')
  const codes = [...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code]) => pathIn(code ?? '') ?? [])
  const links = [...text.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, path]) => path ?? '')
  return [...codes, ...links]
}

it('names files and folders that are there', () => {
  const gone = pages.flatMap((page) =>
    pathsIn(page)
      .filter((path) => !isThere(page, path))
      .map((path) => `${page}: ${path}`),
  )
  expect(gone).toEqual([])
  expect(pages.flatMap(pathsIn).length).toBeGreaterThan(100)
})
