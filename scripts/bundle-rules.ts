// What may be in the built bundles, decided from lists of names; check-bundle.mjs reads them from out/.
import { builtinModules } from 'node:module'

/** Largest JavaScript, gzipped, that the page loads before it shows anything, in bytes. */
export const initialLimit = 150 * 1024

const strangers: [RegExp, string][] = [
  [/(^|\/)node_modules\/@anthropic-ai\/sdk\//, 'the SDK belongs to the core: a view reaches the API through a run'],
  [/(^|\/)node_modules\/electron\//, 'only the main process and the preload know Electron'],
  [/(^|\/)node_modules\/zod\//, 'inputs are checked in the core: a view imports only the types of the contract'],
  [/__vite-browser-external|^node:/, 'a Node built-in has no place in a page'],
  [/(^|\/)src\/(core|main|preload|server|simulator)\//, 'the renderer imports shared and itself only'],
  [/(^|\/)resources\/models\.json$/, 'the model catalogue comes from the core (models.list)'],
]

/**
 * What a page's bundle must not be made of: one sentence per kind of stranger, naming the first file and the reason.
 * @param sources The source files of a chunk, from its source map.
 */
export function strangersAmong(sources: readonly string[]): string[] {
  const paths = sources.map((source) => source.replaceAll('\\', '/'))
  return strangers.flatMap(([pattern, reason]) => {
    const [first, ...more] = paths.filter((path) => pattern.test(path))
    if (first === undefined) return []
    const others = more.length > 0 ? ` (and ${more.length} more like it)` : ''
    return [`${first.replace(/^(\.\.\/)+/, '')}${others}: ${reason}`]
  })
}

/** The modules among `specifiers` that a page cannot load: everything that is no other file of the bundle. */
export function unloadableInPage(specifiers: readonly string[]): string[] {
  return specifiers.filter((specifier) => !/^\.{0,2}\//.test(specifier))
}

/** The modules among `specifiers` that a packaged app cannot load, since it ships no node_modules. */
export function unloadableInMain(specifiers: readonly string[]): string[] {
  return specifiers.filter((specifier) => {
    if (/^\.{1,2}\//.test(specifier) || specifier === 'electron') return false
    return !specifier.startsWith('node:') && !builtinModules.includes(specifier)
  })
}

/** Vite's manifest, as far as it is read here: a chunk's file, and the manifest's keys of what it imports, at once or later. */
export type Manifest = {
  [key: string]: { file: string; isEntry?: boolean; imports?: string[]; dynamicImports?: string[] }
}

/**
 * The scripts that the page loads at once: its entry, what this imports as its second step (see second-step.ts), and
 * everything that either imports statically.
 */
export function initialScripts(manifest: Manifest): string[] {
  const files = new Set<string>()
  const visit = (key: string): void => {
    const chunk = manifest[key]
    if (!chunk || files.has(chunk.file)) return
    files.add(chunk.file)
    for (const imported of chunk.imports ?? []) visit(imported)
  }
  for (const [key, { isEntry, dynamicImports = [] }] of Object.entries(manifest)) {
    if (isEntry) for (const first of [key, ...dynamicImports]) visit(first)
  }
  return [...files].filter((file) => file.endsWith('.js'))
}
