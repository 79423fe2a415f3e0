import { existsSync } from 'node:fs'
import { mkdir, readdir, realpath, rename, rmdir, unlink } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { AppError } from '#shared/app-error'
import { isTemporary, syncFolder } from '../files/write-file.ts'
import { checkedPath, folderName } from './library-path.ts'
import { parentOf } from './library-reader.ts'

/** The folders inside a library. Paths have `/` between their parts; none leads outside, not even by a link. */
export type LibraryFolderCalls = {
  create: (parent: string, name: string) => Promise<string>
  rename: (path: string, name: string) => Promise<string>
  /** Removes a folder in which nothing is left. */
  remove: (path: string) => Promise<void>
  /** Throws where a folder is not inside the library. */
  check: (path: string) => Promise<void>
}

/** The calls on the folders of the library at `root`; they throw where a path leads out of it, by a link, too. */
export function libraryFolderCalls(root: string): LibraryFolderCalls {
  const inside = (parent: string, name: string) => (parent === '' ? name : `${parent}/${name}`)

  async function check(path: string): Promise<void> {
    const [whole, real] = await Promise.all([realpath(root), realpath(join(root, checkedPath(path)))]).catch(() => {
      throw new AppError('not-found', 'This folder is gone. It may have been moved outside Antiphon.')
    })
    if (real !== whole && !real.startsWith(whole.endsWith(sep) ? whole : whole + sep))
      throw new AppError('invalid-input', 'This folder lies outside the library.')
  }

  /** The path of a new folder, where its name is free. */
  async function freePath(parent: string, typed: string, own: string | null): Promise<string> {
    const name = folderName(typed)
    await check(parent)
    const path = inside(parent, name)
    const isOwn = own !== null && comparable(own) === comparable(path)
    const isTaken = existsSync(join(root, path)) || (await namesIn(join(root, parent))).has(comparable(name))
    if ((!isOwn && isTaken) || (parent === '' && reserved.has(name.toLowerCase())))
      throw new AppError('invalid-input', `There is already a folder “${name}”.`)
    return path
  }

  return {
    check,
    create: async (parent, name) => {
      const path = await freePath(parent, name, null)
      await mkdir(join(root, path))
      await syncFolder(join(root, parent))
      return path
    },
    rename: async (path, name) => {
      await check(path)
      if (path === '') throw new AppError('invalid-input', 'The library itself keeps its name.')
      const target = await freePath(parentOf(path), name, path)
      if (target !== path) await rename(join(root, path), join(root, target))
      await syncFolder(join(root, parentOf(path)))
      return target
    },
    remove: async (path) => {
      await check(path)
      const folder = join(root, path)
      const left = await readdir(folder)
      if (path === '' || !left.every(isTemporary))
        throw new AppError('invalid-input', 'Only an empty folder can be deleted: move or delete what is in it first.')
      for (const file of left) await unlink(join(folder, file))
      await rmdir(folder)
    },
  }
}

/** One name on some disks, whatever this one says: libraries are copied from one to the other. */
const comparable = (name: string) => name.normalize('NFC').toLowerCase()
const namesIn = async (folder: string) => new Set((await readdir(folder)).map(comparable))

/** The library's own folders, and what hides. */
const reserved = new Set(['attachments', 'snapshots', 'node_modules'])
