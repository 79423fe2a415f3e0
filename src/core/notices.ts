import type { AppNotice } from '#shared/contract/app'
import type { DamagedStore } from './core-deps.ts'
import type { HandlersOf } from './handlers.ts'
import type { Log } from './log.ts'

export type Notices = {
  /** Logs what happened to a file of the person's and tells every window, until one of them dismisses it. */
  tell: (where: string, notice: Omit<AppNotice, 'id'>) => void
  handlers: Pick<HandlersOf<'app'>, 'app.notices' | 'app.dismissNotice'>
}

/** What the person should know about their files. Kept while this process runs: a reloaded window is told again. */
export function createNotices(log: Pick<Log, 'notice'>, newId: () => string): Notices {
  const open = new Map<string, AppNotice>()
  const wakers = new Set<() => void>()

  async function* follow(signal: AbortSignal): AsyncGenerator<AppNotice> {
    const told = new Set<string>()
    let news = Promise.withResolvers<void>()
    const wake = () => news.resolve()
    wakers.add(wake)
    signal.addEventListener('abort', wake)
    try {
      while (!signal.aborted) {
        for (const notice of [...open.values()].filter(({ id }) => !told.has(id))) {
          told.add(notice.id)
          yield notice
        }
        await news.promise
        news = Promise.withResolvers()
      }
    } finally {
      wakers.delete(wake)
      signal.removeEventListener('abort', wake)
    }
  }

  return {
    tell: (where, { message, path }) => {
      log.notice(where, path === null ? message : `${message} ${path}`)
      const id = newId()
      open.set(id, { id, message, path })
      for (const wake of wakers) wake()
    },
    handlers: {
      'app.notices': (_input, { signal }) => follow(signal),
      'app.dismissNotice': async ({ id }) => {
        open.delete(id)
        return null
      },
    },
  }
}

const losses = {
  settings: {
    restored:
      'The settings file was damaged. Antiphon went back to the copy of it that was last good; look at your connections.',
    lost: 'The settings file was damaged. Antiphon started with its own settings and without your connections.',
  },
  presets: {
    restored: 'The file of your presets was damaged. Antiphon went back to the copy of it that was last good.',
    lost: 'The file of your presets was damaged. Antiphon started with the built-in ones.',
  },
}

/** What a file of a store that was set aside means for the person. */
export function storeNotice({ what, path, isRestored }: DamagedStore): Omit<AppNotice, 'id'> {
  return { message: `${losses[what][isRestored ? 'restored' : 'lost']} The damaged file is kept as`, path }
}
