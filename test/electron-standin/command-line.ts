// Reads the part of Electron's command line that Playwright, electron-vite and people use.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** What the command line says. */
export type CommandLine = {
  /** Modules to require before the app, from `-r`. */
  preloadModules: string[]
  /** Port for Node's inspector (0 picks one), or `null` when it was not asked for. */
  inspectPort: number | null
  /** Folder or file of the app, as given. */
  appPath: string
  /** Everything after the app's path. */
  appArguments: string[]
  /** Every `--name=value`, before and after the app's path; a bare `--name` has the value ''. */
  switches: Map<string, string>
  /** True for `--version`. */
  asksVersion: boolean
}

/** The app that a path names. */
export type AppFiles = {
  /** Folder with package.json. */
  folder: string
  /** File to import. */
  entry: string
  name: string
  version: string
}

/** Parses the arguments after the executable's name. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const line: CommandLine = {
    preloadModules: [],
    inspectPort: null,
    appPath: '.',
    appArguments: [],
    switches: new Map(),
    asksVersion: false,
  }
  let index = 0
  for (; index < argv.length; index += 1) {
    const argument = argv[index] ?? ''
    if (argument === '-r' || argument === '--require') line.preloadModules.push(argv[++index] ?? '')
    else if (argument === '-v' || argument === '--version') line.asksVersion = true
    else if (argument.startsWith('--inspect')) line.inspectPort = Number(argument.split('=')[1] ?? 9229)
    else if (argument.startsWith('--')) addSwitch(line.switches, argument)
    else break
  }
  line.appPath = argv[index] ?? '.'
  line.appArguments = argv.slice(index + 1)
  for (const argument of line.appArguments) if (argument.startsWith('--')) addSwitch(line.switches, argument)
  return line
}

function addSwitch(switches: Map<string, string>, argument: string): void {
  const [, name = '', value = ''] = /^--([^=]+)=?(.*)$/s.exec(argument) ?? []
  if (name) switches.set(name, value)
}

/**
 * Finds the app's package.json and main file, as Electron does for a folder or a file.
 * @throws when there is nothing at the path.
 */
export function findApp(appPath: string): AppFiles {
  const path = resolve(appPath)
  const isFolder = statSync(path).isDirectory()
  const folder = isFolder ? path : nearestPackage(dirname(path))
  const packageFile = join(folder, 'package.json')
  const manifest: Record<string, string> = existsSync(packageFile) ? JSON.parse(readFileSync(packageFile, 'utf8')) : {}
  return {
    folder,
    entry: isFolder ? join(path, manifest.main ?? 'index.js') : path,
    name: manifest.productName ?? manifest.name ?? 'Electron',
    version: manifest.version ?? '0.0.0',
  }
}

function nearestPackage(start: string): string {
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
  }
  return start
}
