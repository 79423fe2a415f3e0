import { expect, it } from 'vitest'
import { withPlainBuiltins } from '../../scripts/plain-builtins.ts'

it('takes built-in modules as they are, under the names that they were imported by', async () => {
  const script = withPlainBuiltins(
    [
      'import path, { join as put } from "node:path";',
      'import * as url from "node:url";',
      'import { default as os } from "node:os";',
      'import "node:fs";',
      'export const all = [put("a", "b") === path.join("a", "b"), url.URL === URL, typeof os.homedir];',
    ].join('\n'),
  )
  expect(script).not.toMatch(/^import/m)
  expect(script.split('\n')).toHaveLength(5)
  const { all } = (await import(`data:text/javascript,${encodeURIComponent(script)}`)) as { all: unknown[] }
  expect(all).toEqual([true, true, 'function'])
})

it('leaves every other import alone', () => {
  const script = 'import { app } from "electron";\nimport { a } from "./chunk.js";\nexport { b } from "./other.js";'
  expect(withPlainBuiltins(script)).toBe(script)
})
