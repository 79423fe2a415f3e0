import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where everything lies inside the data folder. */
export type Folders = {
  library: string
  /** The files that prompts refer to, beside the prompts: whoever copies the library has both. */
  attachments: string
  journal: string
  /** What was typed as JSON into each prompt and is no good yet. */
  drafts: string
  /** What can be undone in each prompt. */
  undo: string
  trash: string
  logs: string
  logFile: string
  database: string
  /** What was exported, for the person to take from there. */
  exports: string
  /** Files on their way into the history; emptied at each start. */
  imports: string
  /** What servers last said about their models. */
  models: string
}

/** The paths inside a data folder. */
export function foldersIn(dataFolder: string): Folders {
  const logs = join(dataFolder, 'logs')
  return {
    library: join(dataFolder, 'library'),
    attachments: join(dataFolder, 'library', 'attachments'),
    journal: join(dataFolder, 'journal'),
    drafts: join(dataFolder, 'drafts'),
    undo: join(dataFolder, 'undo'),
    trash: join(dataFolder, 'trash'),
    logs,
    logFile: join(logs, 'antiphon.log'),
    database: join(dataFolder, 'antiphon.db'),
    exports: join(dataFolder, 'exports'),
    imports: join(dataFolder, 'imports'),
    models: join(dataFolder, 'models.json'),
  }
}

/** Makes a folder that only this user can enter. One that is there keeps its mode: it may be the user's own choice. */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
}
