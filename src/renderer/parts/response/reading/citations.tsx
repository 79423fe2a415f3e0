import { UntrustedLink } from '../markdown/untrusted-link.tsx'
import { oddText } from '../odd-text.tsx'
import type { CitationWords } from './citation-words.ts'
import styles from './reading.module.css'

/** Under a text: what it cites, and the words that it quotes. */
export function Citations({ citations }: { citations: readonly CitationWords[] }) {
  return (
    <ol className={styles.citations} aria-label="Citations">
      {citations.map(({ title, place, url, quoted }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a citation is known by its place
        <li key={index}>
          {url === null ? <b>{oddText(title)}</b> : <UntrustedLink href={url}>{oddText(title)}</UntrustedLink>}
          {place !== '' && <span className={styles.place}> · {place}</span>}
          {quoted !== '' && <q className={styles.quoted}>{oddText(quoted)}</q>}
        </li>
      ))}
    </ol>
  )
}
