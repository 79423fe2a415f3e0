// What may be in the built bundles, decided from lists of names; check-bundle.mjs reads them from out/.
import { builtinModules } from 'node:module'

/** Largest JavaScript, gzipped, that the page loads before it shows anything (bytes). */
export const initialLimit = 150 * 1024

const strangers = [
  [/(^|\/)node_modules\/@anthropic-ai\/sdk\//, 'the SDK belongs to the core: a view reaches the API through a run'],
  [/(^|\/)node_modules\/electron\//, 'only the main process and the preload know Electron'],
  [/(^|\/)node_modules\/zod\//, 'inputs are checked in the core: import types of the contract only'],
  [/__vite-browser-external|(^|\/)node:/, 'a Node built-in has no place in a page'],
  [/(^|\/)src\/(core|main|preload|server|simulator)\//, 'the renderer imports shared and itself only'],
  [/(^|\/)resources\/models\.json$/, 'the model catalogue comes from the core (models.list)'],
]

/**
 * What a page's bundle must not be made of.
 * @param sources The source files of a chunk, from its source map.
 * @returns One sentence per stranger, naming file and reason.
 */
export function strangersAmong(sources) {
  return sources.flatMap((source) => {
    const path = source.replaceAll('\\', '/')
    const found = strangers.find(([pattern]) => pattern.test(path))
    return found ? [`${path.replace(/^(\.\.\/)+/, '')}: ${found[1]}`] : []
  })
}

/** The modules among `specifiers` that a page cannot load: everything that is not another file of the bundle. */
export function unloadableInPage(specifiers) {
  return specifiers.filter((specifier) => !/^\.{0,2}\//.test(specifier))
}

/** The modules among `specifiers` that a packaged app, which ships no node_modules, cannot load. */
export function unloadableInMain(specifiers) {
  return specifiers.filter((specifier) => {
    if (/^\.{1,2}\//.test(specifier) || specifier === 'electron') return false
    return !(specifier.startsWith('node:') || builtinModules.includes(specifier))
  })
}

/** The files that the page loads at once: the entry and everything it imports statically, from Vite's manifest. */
export function initialFiles(manifest) {
  const seen = new Set()
  const visit = (key) => {
    if (seen.has(key)) return
    seen.add(key)
    for (const imported of manifest[key]?.imports ?? []) visit(imported)
  }
  for (const [key, { isEntry }] of Object.entries(manifest)) if (isEntry) visit(key)
  return [...seen].map((key) => manifest[key].file).filter((file) => file.endsWith('.js'))
}
