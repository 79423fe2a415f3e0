import { mkdirSync } from 'node:fs'
import { type InstanceLock, readHolder, takeInstanceLock } from '#core/instance-lock'
import { AppError } from '#shared/app-error'
import { type PageServer, servePage } from './http.ts'
import type { OpenCore, OpenCoreOptions } from './open-core.ts'
import { ownOrigin } from './request-guard.ts'

export type StartOptions = OpenCoreOptions & {
  /** 0 for any free port. */
  port: number
  /** The folder of the built page. */
  pageFolder: string
  /** The address with the token is given to a browser, where other users of this computer may read it. */
  opensBrowser: boolean
}

export type Started = {
  url: string
  /** Opens the core. A tab that comes before does so too, and is answered when it is there; it is opened once. */
  openCore: () => Promise<void>
  close: () => Promise<void>
}

/**
 * Starts the browser-hosted app: takes the data folder and serves the page. The core is most of the code and the page needs
 * none of it, so it is opened while the browser fetches that.
 * @throws AppError `storage` or `network` with a sentence for the terminal where the folder, or the port, cannot be had.
 */
export async function start({ port, pageFolder, opensBrowser, ...options }: StartOptions): Promise<Started> {
  const lock = takeFolder(options.dataFolder)
  let opening: Promise<OpenCore> | null = null
  const core = () => {
    opening ??= import('./open-core.ts').then(({ openCore }) => openCore(options))
    return opening
  }
  let server: PageServer
  try {
    server = await listen({
      port,
      pageFolder,
      openTab: async () => (await core()).onWire,
      ...(opensBrowser
        ? { isRefused: async (socket) => (await import('./peer-owner.ts')).isOfAnotherUser(socket) }
        : {}),
    })
  } catch (error) {
    lock.release()
    throw error
  }
  lock.announce({ pid: process.pid, url: ownOrigin(server.port) })
  return {
    url: server.url,
    openCore: async () => void (await core()),
    close: async () => {
      await server.close()
      await (await opening?.catch(() => null))?.close()
      lock.release()
    },
  }
}

/** A server that was told to end a moment ago may still be writing what it has. */
const patienceMs = 3_000

/** Makes the data folder and takes it for this process. */
function takeFolder(dataFolder: string): InstanceLock {
  let lock: InstanceLock | null
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    lock = takeInstanceLock(dataFolder, patienceMs)
  } catch (error) {
    throw new AppError('storage', `The data folder ${dataFolder} cannot be written: ${reasonOf(error)}.`, {}, error)
  }
  if (lock) return lock
  const holder = readHolder(dataFolder)
  const where = holder?.url ? ` at ${holder.url}` : ''
  const process = holder ? ` (process ${holder.pid})` : ''
  throw new AppError(
    'storage',
    `Antiphon already runs with the data folder ${dataFolder}${where}${process}: use that one, or another folder (--data-dir).`,
  )
}

async function listen(options: Parameters<typeof servePage>[0]): Promise<PageServer> {
  try {
    return await servePage(options)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    const what = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${reasonOf(error)})`
    throw new AppError('network', `Port ${options.port} ${what}; choose another one (--port), or 0 for any.`, {}, error)
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
