import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const bin = join(root, 'node_modules/.bin')
let copy = ''

// The walls are tried in a copy that holds the real configuration and one offending file, so that each is seen to fire.
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'antiphon-walls-'))
  for (const file of ['.oxlintrc.json', 'tsconfig.base.json', 'package.json'])
    cpSync(join(root, file), join(copy, file))
  for (const room of ['shared', 'core', 'simulator', 'server', 'main', 'preload', 'renderer']) {
    mkdirSync(join(copy, 'src', room), { recursive: true })
    cpSync(join(root, 'src', room, 'tsconfig.json'), join(copy, 'src', room, 'tsconfig.json'))
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

function plant(file: string, source: string): void {
  mkdirSync(dirname(join(copy, file)), { recursive: true })
  writeFileSync(join(copy, file), source)
}

function run(command: string, args: string[]): string {
  const { stdout, stderr } = spawnSync(join(bin, command), args, { cwd: copy, encoding: 'utf8' })
  return stdout + stderr
}

const imports: [file: string, from: string, says: string][] = [
  ['src/shared/wall.ts', 'node:fs', 'shared is pure'],
  ['src/shared/wall.ts', 'react', 'shared is pure'],
  ['src/shared/wall.ts', '@anthropic-ai/sdk', 'core/api/messages-api.ts is the only door'],
  ['src/shared/wall.ts', '#core/core', 'shared imports none of our rooms'],
  ['src/shared/wall.ts', '../core/core.ts', 'No path leads out of a room'],
  ['src/shared/runs/deep/wall.ts', '../../../main/main.ts', 'No path leads out of a room'],
  ['src/shared/runs/wall.ts', '../../../test/support/sample-run.ts', 'No path leads out of a room'],
  ['src/core/wall.ts', 'electron', 'core knows no window'],
  ['src/core/wall.ts', '@anthropic-ai/sdk', 'the only file that talks to the API'],
  ['src/core/wall.ts', '#simulator/simulator', 'core imports shared only'],
  ['src/core/runs/wall.ts', '#server/http/deep', 'core imports shared only'],
  ['src/core/api/messages-api.ts', '#server/main', 'core imports shared only'],
  ['src/core/wall.ts', '../main/main.ts', 'No path leads out of a room'],
  ['src/core/api/messages-api.ts', '../../simulator/simulator.ts', 'No path leads out of a room'],
  ['src/core/runs/wall.ts', '../../renderer/host/host.ts', 'No path leads out of a room'],
  ['src/core/wall.ts', '../../test/support/test-core.ts', 'No path leads out of a room'],
  ['src/simulator/wall.ts', '#shared/request/request', 'written from the API'],
  ['src/simulator/wall.ts', '@anthropic-ai/sdk', 'plain HTTP server'],
  ['src/simulator/wall.ts', '../shared/app-error.ts', 'No path leads out of a room'],
  ['src/simulator/routes/wall.ts', '../../core/core.ts', 'No path leads out of a room'],
  ['src/simulator/routes/wall.ts', '../../../test/support/sample-files.ts', 'No path leads out of a room'],
  ['src/server/wall.ts', 'electron-store', 'plain Node'],
  ['src/server/wall.ts', '@anthropic-ai/sdk', 'the only file that talks to the API'],
  ['src/server/wall.ts', 'react', 'it renders nothing'],
  ['src/server/wall.ts', 'react-dom/server', 'it renders nothing'],
  ['src/server/wall.ts', '../main/window.ts', 'No path leads out of a room'],
  ['src/server/wall.ts', '../../test/electron-standin/electron.mjs', 'No path leads out of a room'],
  ['src/main/wall.ts', '@anthropic-ai/sdk', 'the only file that talks to the API'],
  ['src/main/wall.ts', 'react', 'it renders nothing'],
  ['src/main/wall.ts', '#server/http', 'stand side by side'],
  ['src/main/wall.ts', '../renderer/app.tsx', 'No path leads out of a room'],
  ['src/main/wall.ts', '../../test/electron-standin/electron.mjs', 'No path leads out of a room'],
  ['src/preload/wall.ts', '#core/core', 'the bridge and nothing else'],
  ['src/preload/wall.ts', '../core/core.ts', 'No path leads out of a room'],
  ['src/preload/wall.ts', '../../test/electron-standin/electron.mjs', 'No path leads out of a room'],
  ['src/renderer/wall.ts', 'node:path', "through the host's call and stream"],
  ['src/renderer/wall.ts', '#core/core', "through the host's call and stream"],
  ['src/renderer/wall.ts', '@anthropic-ai/sdk', 'The SDK stays in the core'],
  ['src/renderer/wall.ts', 'zod', "checked at the core's door"],
  ['src/renderer/wall.ts', '../core/core.ts', 'No path leads out of a room'],
  ['src/renderer/host/wall.ts', '../../../test/support/test-core.ts', 'No path leads out of a room'],
  ['src/renderer/ui/wall.tsx', '#shared/request/request', 'it knows no domain'],
  ['src/renderer/ui/deep/wall.tsx', '../../../shared/app-error.ts', 'No path leads out of a room'],
  ['src/renderer/parts/wall.tsx', '../features/runs/run-store.ts', 'parts are shared by features'],
  ['src/renderer/parts/deep/wall.tsx', '../../app/services.ts', 'the app joins both'],
  ['src/renderer/parts/wall.tsx', '#resources/models.json', "through the host's call and stream"],
  ['src/renderer/parts/deep/wall.tsx', '../../../core/core.ts', 'No path leads out of a room'],
  ['src/renderer/features/runs/wall.tsx', '../playground/playground.tsx', 'Features never import each other'],
  ['src/renderer/features/runs/wall.tsx', '../playground/deep/part.tsx', 'Features never import each other'],
  ['src/renderer/features/runs/deep/wall.tsx', '../../playground/playground.tsx', 'Features never import each other'],
  ['src/renderer/features/runs/deep/wall.tsx', '../../playground/deep/part.tsx', 'Features never import each other'],
  ['src/renderer/features/runs/deep/wall.tsx', '../../../app.tsx', 'nor the app that joins them'],
  ['src/renderer/features/runs/deep/wall.tsx', '../../../app/services.ts', 'nor the app that joins them'],
  [
    'src/renderer/features/runs/wall.tsx',
    '#renderer/features/playground/playground',
    'Features never import each other',
  ],
  ['src/renderer/features/runs/wall.tsx', '../../app.tsx', 'nor the app that joins them'],
  ['src/renderer/features/runs/wall.tsx', '#resources/models.json', "through the host's call and stream"],
  ['src/renderer/features/runs/wall.tsx', 'zod', "checked at the core's door"],
  ['src/renderer/features/runs/deep/wall.tsx', '../../../../core/core.ts', 'No path leads out of a room'],
]

describe('the lint walls', () => {
  it.each(imports)('stop %s from importing %s', (file, from, says) => {
    plant(file, `import { thing } from '${from}'\nconsole.log(thing)\n`)
    const report = run('oxlint', [file])
    rmSync(join(copy, file))
    expect(report).toContain(says)
  })

  it('stop a view from taking down the window with a script that cannot be fetched', () => {
    plant(
      'src/renderer/wall.tsx',
      "import { lazy } from 'react'\nexport const Part = lazy(() => import('./part.tsx'))\n",
    )
    cpSync(join(root, 'biome.json'), join(copy, 'biome.json'))
    const report = run('biome', ['lint', '--vcs-enabled=false', 'src/renderer/wall.tsx'])
    rmSync(join(copy, 'src/renderer/wall.tsx'))
    expect(report).toContain('use lazyPart of src/renderer/ui')
  })

  it('stop an import circle', () => {
    plant('src/core/a.ts', "import { b } from './b.ts'\nexport const a = () => b\n")
    plant('src/core/b.ts', "import { a } from './a.ts'\nexport const b = () => a\n")
    const report = run('oxlint', ['src/core'])
    rmSync(join(copy, 'src/core/a.ts'))
    rmSync(join(copy, 'src/core/b.ts'))
    expect(report).toContain('no-cycle')
  })

  it('let through what each room may import', () => {
    plant(
      'src/shared/fine.ts',
      "import type Anthropic from '@anthropic-ai/sdk'\nexport type Message = Anthropic.Message\n",
    )
    plant(
      'src/core/fine.ts',
      "import { rmSync } from 'node:fs'\nimport { textOf } from '#shared/prompt/prompt'\nexport const fine = [rmSync, textOf]\n",
    )
    plant(
      'src/renderer/features/runs/fine.tsx',
      "import { Button } from '../../ui/button.tsx'\nimport { near } from './near.ts'\nexport const fine = [Button, near]\n",
    )
    plant('src/renderer/features/runs/near.ts', 'export const near = 1\n')
    plant(
      'src/renderer/features/runs/deep/fine.tsx',
      "import { Button } from '../../../ui/button.tsx'\nimport { near } from '../near.ts'\nimport { beside } from '../beside/beside.ts'\nexport const fine = [Button, near, beside]\n",
    )
    plant('src/renderer/features/runs/beside/beside.ts', 'export const beside = 1\n')
    plant(
      'src/core/runs/fine.test.ts',
      "import { it } from '../../../test/support/test-core.ts'\nexport const fine = it\n",
    )
    const report = run('oxlint', ['src'])
    for (const file of [
      'shared/fine.ts',
      'core/fine.ts',
      'renderer/features/runs/fine.tsx',
      'renderer/features/runs/near.ts',
      'renderer/features/runs/deep/fine.tsx',
      'renderer/features/runs/beside/beside.ts',
      'core/runs/fine.test.ts',
    ])
      rmSync(join(copy, 'src', file))
    expect(report).toContain('Found 0 warnings and 0 errors')
  })
})

const globals: [room: string, source: string, says: string][] = [
  ['shared', 'export const title = window.document.title\n', "Cannot find name 'window'"],
  ['shared', 'export const argv = process.argv\n', "Cannot find name 'process'"],
  ['core', 'export const title = document.title\n', "Cannot find name 'document'"],
  ['simulator', 'export const title = window.name\n', "Cannot find name 'window'"],
  ['server', 'export const title = document.title\n', "Cannot find name 'document'"],
  ['main', 'export const title = document.title\n', "Cannot find name 'document'"],
  ['renderer', 'export const argv = process.argv\n', "Cannot find name 'process'"],
]

describe('the type walls', () => {
  it.each(globals)('keep the wrong machine out of %s', (room, source, says) => {
    plant(`src/${room}/wall.ts`, source)
    const report = run('tsc', ['-p', `src/${room}/tsconfig.json`, '--pretty', 'false'])
    rmSync(join(copy, `src/${room}/wall.ts`))
    expect(report).toContain(says)
  })
})
