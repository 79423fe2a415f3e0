import { basename } from 'node:path'

/** Tells, a moment later, that something below a folder may have changed. Returns how to end that. */
export type WatchFolder = (folder: string, onChange: () => void) => () => void

/** A checkout of a branch is many changes at once: looked at when they rest, and at the latest after this long. */
const restMs = 100
const longestWaitMs = 1_000
/** Where the system cannot tell (too many watches, a network drive), the folder is looked at this often. */
const lookEveryMs = 3_000

const passedOver = new Set(['node_modules', 'attachments'])
const isOfInterest = (path: string) => !passedOver.has(basename(path)) && !basename(path).startsWith('.')

/** Watches with what the system offers. @param onTrouble Told once where that does not work: the folder is polled then. */
export function createWatchFolder(onTrouble: (folder: string, error: unknown) => void): WatchFolder {
  return (folder, onChange) => {
    let isOver = false
    let polling: ReturnType<typeof setInterval> | null = null
    const { touch, cancel } = createDelay(onChange)
    const poll = (error: unknown) => {
      if (isOver || polling !== null) return
      polling = setInterval(onChange, lookEveryMs)
      onTrouble(folder, error)
    }
    const opening = import('chokidar').then(({ watch }) => {
      if (isOver) return null
      const watcher = watch(folder, {
        ignored: (path) => path !== folder && !isOfInterest(path),
        followSymlinks: false,
        depth: 12,
        ignoreInitial: true,
      })
      // What changed while it was being set up is looked at, too.
      return watcher.on('all', touch).on('ready', touch).on('error', poll)
    })
    opening.catch(poll)
    return () => {
      isOver = true
      cancel()
      if (polling !== null) clearInterval(polling)
      void opening.then((watcher) => watcher?.close()).catch(() => {})
    }
  }
}

function createDelay(task: () => void): { touch: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | null = null
  let firstAt: number | null = null
  const cancel = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  const touch = () => {
    const now = performance.now()
    firstAt ??= now
    cancel()
    timer = setTimeout(
      () => {
        firstAt = null
        task()
      },
      Math.max(0, Math.min(restMs, firstAt + longestWaitMs - now)),
    )
  }
  return { touch, cancel }
}
