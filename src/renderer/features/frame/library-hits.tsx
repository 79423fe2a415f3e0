import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { type AppErrorData, toErrorData } from '#shared/app-error'
import type { LibraryHit } from '#shared/library/library'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import styles from './library-list.module.css'
import { showHit } from './show-hit.ts'

type Found = { query: string; hits: LibraryHit[]; isCut: boolean; error: AppErrorData | null }

/** Where the library holds a text: the line with it, by prompt. */
export function LibraryHits({ query }: { query: string }) {
  const services = usePromptServices()
  const { host, prompts, toaster } = services
  const entries = useStore(prompts, (state) => state.entries)
  const [found, setFound] = useState<Found | null>(null)
  useEffect(() => {
    const leaving = new AbortController()
    host.call('library.search', { text: query }, { signal: leaving.signal }).then(
      (answer) => setFound({ query, ...answer, error: null }),
      (error: unknown) => {
        if (!leaving.signal.aborted) setFound({ query, hits: [], isCut: false, error: toErrorData(error) })
      },
    )
    return () => leaving.abort()
  }, [host, query])
  if (!found) return null
  const { hits, isCut, error } = found
  const nameOf = (id: string) => entries.find((entry) => entry.id === id)?.name || 'Untitled'
  const says =
    error?.message ?? (hits.length === 0 ? 'Nothing is found.' : isCut ? `The first ${hits.length} hits.` : '')
  return (
    <>
      <ul aria-label="Search results">
        {hits.map((hit, index) => (
          <li key={`${hit.id} ${hit.where} ${hit.line} ${hits.indexOf(hit)}`} className={styles.row}>
            <button
              type="button"
              className={styles.hit}
              onClick={() =>
                reportFailure(
                  toaster,
                  prompts
                    .getState()
                    .open(hit.id)
                    .then(() => showHit(services, hit)),
                )
              }
            >
              {hit.id !== hits[index - 1]?.id && <span className={styles.hitName}>{nameOf(hit.id)}</span>}
              <span className={styles.hitPlace}>
                {hit.where === 'Name' ? hit.where : `${hit.where}, line ${hit.line}`}
              </span>
              <span className={styles.hitLine}>
                {hit.before.trimStart()}
                <mark>{hit.match}</mark>
                {hit.after}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p role="status" className={styles.none}>
        {says}
      </p>
    </>
  )
}
