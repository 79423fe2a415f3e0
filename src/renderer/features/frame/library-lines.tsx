import { type KeyboardEvent, Suspense, useCallback, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { closedKey } from '../../parts/prompt/closed-folders-store.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { lazyPart } from '../../ui/lazy-part.ts'
import { useDropInto } from '../../ui/use-drag.ts'
import { FolderRow } from './library-folder.tsx'
import styles from './library-list.module.css'
import { PromptRow } from './library-prompt.tsx'
import { type LibraryFolder, type TreeRow, treeRows } from './library-tree.ts'

const LibraryWindow = lazyPart(async () => (await import('./library-window.tsx')).LibraryWindow)

/** Up to so many lines all are in the page; of more, those in sight. */
const mostPlainLines = 150

type LibraryLinesProps = {
  root: LibraryFolder
  /** The folder that was made last, which is to get its name. */
  made: string
  onMade: (path: string) => void
  onRename: () => void
  onShare: () => void
}

/** The folders and prompts of the library. Up and Down move between them; what is dropped beside every folder leaves its own. */
export function LibraryLines({ root, made, onMade, onRename, onShare }: LibraryLinesProps) {
  const { prompts, toaster, closedFolders } = usePromptServices()
  const library = useStore(prompts, (state) => state.library?.folder ?? '')
  const openId = useStore(prompts, ({ prompt }) => prompt?.id ?? null)
  const closed = useStore(closedFolders, (state) => state.closed)
  const rows = useMemo(() => treeRows(root, (path) => !closed.has(closedKey(library, path))), [root, closed, library])
  const tree = useRef<HTMLDivElement>(null)
  const takeOut = useCallback(
    (id: string) => reportFailure(toaster, prompts.getState().move(id, '')),
    [prompts, toaster],
  )
  useDropInto(tree, 'prompt', takeOut)
  const hasFolders = root.folders.length > 0

  const line = (row: TreeRow, index: number, topPx: number | null = null) => {
    const place = { depth: row.depth, index, count: rows.length, topPx }
    return row.kind === 'folder' ? (
      <FolderRow
        key={row.key}
        folder={row.folder}
        place={place}
        isOpen={row.isOpen}
        isNew={row.folder.path === made}
        onMade={onMade}
      />
    ) : (
      <PromptRow
        key={row.key}
        entry={row.entry}
        folder={row.folder}
        place={place}
        isOpen={row.entry.id === openId}
        hasFolders={hasFolders}
        onRename={onRename}
        onShare={onShare}
      />
    )
  }
  const plain = (shown: readonly TreeRow[]) => (
    <ul onKeyDown={moveFocus}>{shown.map((row, index) => line(row, index))}</ul>
  )
  return (
    <div ref={tree} className={styles.tree}>
      {rows.length <= mostPlainLines ? (
        plain(rows)
      ) : (
        <Suspense fallback={plain(rows.slice(0, mostPlainLines))}>
          <LibraryWindow rows={rows} openId={openId} line={line} />
        </Suspense>
      )}
    </div>
  )
}

function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const direction = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-library-row]')]
  const index = rows.indexOf(event.target as HTMLElement)
  if (direction === 0 || index < 0) return
  event.preventDefault()
  rows[index + direction]?.focus()
}
