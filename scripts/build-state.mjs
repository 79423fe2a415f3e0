// Whether out/ is there and newer than what it is made from.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const sources = ['src', 'resources', 'package.json', 'package-lock.json', 'electron.vite.config.ts']
const results = ['out/main/main.js', 'out/main/server.js', 'out/preload/preload.cjs', 'out/renderer/index.html']

/** Whether `root` has to be built before it can be started. */
export function needsBuild(root) {
  const outputs = results.map((path) => join(root, path))
  if (!outputs.every((path) => existsSync(path))) return true
  const builtAt = Math.min(...outputs.map((path) => statSync(path).mtimeMs))
  return sources.some((path) => newestIn(join(root, path)) > builtAt)
}

/** The newest modification below a path, in milliseconds since 1970. Tests are no part of what is built. */
function newestIn(path) {
  if (!existsSync(path)) return 0
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  const entries = readdirSync(path).filter((name) => !/\.test\.tsx?$/.test(name))
  // A folder's own time also changes when a file is removed or when a test is written; only the first is worth a build.
  return Math.max(0, ...entries.map((name) => newestIn(join(path, name))))
}
