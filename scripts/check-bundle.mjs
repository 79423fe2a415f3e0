// The build's gate: what reached the bundles, and how much of it the page loads before it shows anything.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { parseAst } from 'vite'
import { importsIn } from './bundle-imports.ts'
import { initialLimit, initialScripts, strangersAmong, unloadableInMain, unloadableInPage } from './bundle-rules.ts'

const out = process.argv[2] ?? fileURLToPath(new URL('../out', import.meta.url))
const problems = []

const scriptsIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.m?js$/.test(name))
    .map((name) => join(folder, name))
const specifiersIn = (file) => importsIn(parseAst(readFileSync(file, 'utf8'), { sourceType: 'module' }))

// The bundler's own few helpers have no source and so no map.
const isOurs = (file) => !/^(rolldown-runtime|preload-helper)-/.test(basename(file))

for (const file of scriptsIn(join(out, 'renderer')).filter(isOurs)) {
  const { sources } = JSON.parse(readFileSync(`${file}.map`, 'utf8'))
  for (const stranger of strangersAmong(sources)) problems.push(`${basename(file)} contains ${stranger}.`)
  for (const name of unloadableInPage(specifiersIn(file)))
    problems.push(`${basename(file)} imports ${name}, which no page can load.`)
}
for (const file of scriptsIn(join(out, 'main'))) {
  for (const name of unloadableInMain(specifiersIn(file))) {
    problems.push(`${basename(file)} imports ${name}, and a packaged app ships no node_modules.`)
  }
}

const renderer = join(out, 'renderer')
const manifest = JSON.parse(readFileSync(join(renderer, '.vite', 'manifest.json'), 'utf8'))
const sizes = initialScripts(manifest).map((file) => ({
  file,
  bytes: gzipSync(readFileSync(join(renderer, file)), { level: 9 }).length,
}))
const initial = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`
if (initial > initialLimit) {
  const parts = sizes
    .sort((one, other) => other.bytes - one.bytes)
    .map(({ file, bytes }) => `${file} ${kilobytes(bytes)}`)
  problems.push(
    `The page loads ${kilobytes(initial)} of JavaScript (gzip) at once; ${kilobytes(initialLimit)} is the limit: ${parts.join(', ')}.`,
  )
}

for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exit(1)
console.log(
  `Bundles: ${kilobytes(initial)} of JavaScript (gzip) before the page shows, of at most ${kilobytes(initialLimit)}; nothing in them that does not belong.`,
)
