import { parseAst } from 'vite'
import { expect, it } from 'vitest'
import { importsIn } from '../../scripts/bundle-imports.ts'
import { initialScripts, strangersAmong, unloadableInMain, unloadableInPage } from '../../scripts/bundle-rules.ts'

it('names every stranger in a page, and why it is one', () => {
  const sources = [
    '../../../node_modules/react/index.js',
    '../../../src/renderer/main.tsx',
    '../../../src/shared/runs/run.ts',
    '../../../node_modules/@anthropic-ai/sdk/client.mjs',
    '../../../node_modules/zod/v4/core/api.js',
    '../../../node_modules/zod/v4/core/core.js',
    '..\\..\\node_modules\\electron\\index.js',
    '../../../src/core/serve.ts',
    '__vite-browser-external',
    '../../../resources/models.json',
  ]
  const found = strangersAmong(sources)
  expect(found.map((sentence) => sentence.split(': ')[0])).toEqual([
    'node_modules/@anthropic-ai/sdk/client.mjs',
    'node_modules/electron/index.js',
    'node_modules/zod/v4/core/api.js (and 1 more like it)',
    '__vite-browser-external',
    'src/core/serve.ts',
    'resources/models.json',
  ])
  for (const sentence of found) expect(sentence).toMatch(/: \w.+ \w/)
})

it('lets a page load its own files only', () => {
  expect(
    unloadableInPage(['./chunk.js', '../chunk.js', '/assets/chunk.js', 'node:fs', 'fs', 'react', 'data:,']),
  ).toEqual(['node:fs', 'fs', 'react', 'data:,'])
})

it('lets the main bundle load itself, Electron and Node', () => {
  expect(
    unloadableInMain(['./chunks/sdk.js', 'electron', 'node:sqlite', 'fs', 'zod', '@anthropic-ai/sdk', '/tmp/x.js']),
  ).toEqual(['zod', '@anthropic-ai/sdk', '/tmp/x.js'])
})

it('counts as initial what the entry and its second step need at once, not what they may load later', () => {
  const manifest = {
    'index.html': { file: 'assets/index.js', isEntry: true, imports: ['_a.js'], dynamicImports: ['start.tsx'] },
    '_a.js': { file: 'assets/a.js', imports: ['_b.js'] },
    '_b.js': { file: 'assets/b.js', imports: ['_a.js'] },
    'start.tsx': { file: 'assets/start.js', imports: ['_a.js', '_c.js'], dynamicImports: ['late.ts'] },
    '_c.js': { file: 'assets/c.js' },
    'late.ts': { file: 'assets/late.js', imports: ['_a.js'] },
    'style.css': { file: 'assets/style.css', isEntry: true },
  }
  expect(initialScripts(manifest)).toEqual([
    'assets/index.js',
    'assets/a.js',
    'assets/b.js',
    'assets/start.js',
    'assets/c.js',
  ])
})

it('reads every way in which a script names a module, and nothing that only looks like one', () => {
  const script = `
    import one from './one.js'
    export { two } from './two.js'
    export * from './three.js'
    const four = () => import('./four.js')
    function five() { return [require('five'), import(\`node:fs\`)] }
    const text = "import six from 'six'; require('six')" // import 'seven'
    import(variable), require(variable), other.require('eight')
  `
  expect(importsIn(parseAst(script, { lang: 'js', sourceType: 'module' }))).toEqual([
    './one.js',
    './two.js',
    './three.js',
    './four.js',
    'five',
    'node:fs',
  ])
})
