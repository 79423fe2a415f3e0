import type { PromptEntry } from '#shared/library/library'

/** A folder of the library with what is in it; the library itself has the path `''`. */
export type LibraryFolder = { path: string; name: string; folders: LibraryFolder[]; entries: PromptEntry[] }

/** The prompts in their folders, both by name, as the core sorted them. */
export function libraryTree(entries: readonly PromptEntry[], folders: readonly string[]): LibraryFolder {
  const root: LibraryFolder = { path: '', name: '', folders: [], entries: [] }
  const byPath = new Map([['', root]])
  const folderAt = (path: string): LibraryFolder => {
    const known = byPath.get(path)
    if (known) return known
    const end = path.lastIndexOf('/')
    const made: LibraryFolder = { path, name: path.slice(end + 1), folders: [], entries: [] }
    byPath.set(path, made)
    folderAt(path.slice(0, Math.max(0, end))).folders.push(made)
    return made
  }
  for (const path of folders) folderAt(path)
  for (const entry of entries) folderAt(folderOf(entry.file)).entries.push(entry)
  for (const folder of byPath.values()) folder.folders.sort((one, other) => byName.compare(one.name, other.name))
  return root
}

/** A line of the tree. `depth`: how many folders it is in; `folder`: the path of that folder. */
export type TreeRow =
  | { kind: 'folder'; key: string; depth: number; folder: LibraryFolder; isOpen: boolean }
  | { kind: 'prompt'; key: string; depth: number; folder: string; entry: PromptEntry }

/** The lines of the tree from top to bottom: in each folder its folders, then its prompts. What is in a closed one has none. */
export function treeRows(root: LibraryFolder, isOpen: (path: string) => boolean): TreeRow[] {
  const rows: TreeRow[] = []
  const add = ({ path, folders, entries }: LibraryFolder, depth: number) => {
    for (const folder of folders) {
      const row: TreeRow = { kind: 'folder', key: `folder ${folder.path}`, depth, folder, isOpen: isOpen(folder.path) }
      rows.push(row)
      if (row.isOpen) add(folder, depth + 1)
    }
    for (const entry of entries) rows.push({ kind: 'prompt', key: entry.id, depth, folder: path, entry })
  }
  add(root, 0)
  return rows
}

const byName = new Intl.Collator('en', { numeric: true })

/** The folder that a file of the library is in. */
export function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')))
}
