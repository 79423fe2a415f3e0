// What start.ts learned from the command line, for the modules that imitate Electron.
import type { AppFiles } from './command-line.ts'

/** Facts of this launch. start.ts fills them in before the `electron` module is first imported. */
export const launch: { app: AppFiles; switches: Map<string, string> } = {
  app: { folder: process.cwd(), entry: '', name: 'Electron', version: '0.0.0' },
  switches: new Map(),
}
