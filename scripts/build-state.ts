import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const sources = ['src', 'resources', 'package.json', 'package-lock.json', 'electron.vite.config.ts']
const results = ['out/main/main.js', 'out/main/server.js', 'out/preload/preload.cjs', 'out/renderer/index.html']

/** Whether what is built in `root` is missing, incomplete or older than what it is made from. */
export function needsBuild(root: string): boolean {
  const outputs = results.map((path) => join(root, path))
  if (!outputs.every((path) => existsSync(path))) return true
  const builtAt = Math.min(...outputs.map((path) => statSync(path).mtimeMs))
  return sources.some((path) => newestIn(join(root, path)) > builtAt)
}

/** The newest change to a file below a path, in milliseconds since 1970; 0 where there is none. Tests are not built. */
function newestIn(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return 0
  if (!stats.isDirectory()) return /\.test\.tsx?$/.test(path) ? 0 : stats.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}
