import type { Host } from '../../host/host.ts'

/** What was done last from the palette, the newest first; remembered between starts. */
export type RecentCommands = { list: () => readonly string[]; add: (id: string) => void }

const most = 12

/** @param first What the settings remember. */
export function createRecentCommands(host: Pick<Host, 'call'>, first: readonly string[]): RecentCommands {
  let recent = first
  return {
    list: () => recent,
    add: (id) => {
      recent = [id, ...recent.filter((other) => other !== id)].slice(0, most)
      // An order of rows is not worth a word when it cannot be written.
      host.call('settings.set', { recentActions: [...recent] }).catch(() => {})
    },
  }
}
