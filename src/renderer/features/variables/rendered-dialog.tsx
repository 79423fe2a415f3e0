import { Fragment, useMemo, useState } from 'react'
import { type RenderedNote, type RenderedPart, renderPrompt } from '#shared/prompt/rendered'
import { usePrompt } from '../../parts/prompt/prompt-services.tsx'
import { oddText } from '../../parts/response/odd-text.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './rendered-dialog.module.css'

/** So many messages are shown at once; a conversation may have a hundred thousand. */
const pageLength = 200

/** The texts of the request as they are sent, and which of their words came from variables. Read-only. */
export function RenderedDialog({ onClose }: { onClose: () => void }) {
  const prompt = usePrompt((present) => present)
  const { parts, note } = useMemo(() => renderPrompt(prompt), [prompt])
  const [shown, setShown] = useState(pageLength)
  const isOff = prompt.variables?.off === true
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Rendered"
      description={isOff ? 'Variables are off for this prompt: braces are sent as they stand.' : noteText(note)}
      size="large"
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <ol className={styles.parts} tabIndex={0} aria-label="Texts as they are sent">
        {parts.slice(0, shown).map((part) => (
          <Part key={part.key} part={part} />
        ))}
      </ol>
      {parts.length > shown && (
        <div className={styles.more}>
          <Button size="small" onClick={() => setShown(shown + pageLength)}>
            Show {Math.min(pageLength, parts.length - shown)} more of {parts.length - shown}
          </Button>
        </div>
      )}
    </Dialog>
  )
}

const roles: Record<RenderedPart['role'], string> = {
  system: 'System prompt',
  user: 'User',
  assistant: 'Assistant',
  prefill: 'Prefill',
}

function Part({ part: { role, texts } }: { part: RenderedPart }) {
  return (
    <li className={classNames(styles.part, styles[role])}>
      <h3 className={styles.role}>{roles[role]}</h3>
      {texts.map(({ kind, pieces }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: texts have no other identity
        <div key={index}>
          {kind !== 'text' && <span className={styles.kind}>{kind}</span>}
          <p className={styles.text}>
            {pieces.map((piece, at) =>
              piece.kind === 'text' ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other identity
                <Fragment key={at}>{oddText(piece.text)}</Fragment>
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other identity
                <mark key={at} className={styles[piece.kind]}>
                  {oddText(piece.text)}
                </mark>
              ),
            )}
          </p>
        </div>
      ))}
    </li>
  )
}

/** What was put in, in words. */
export function noteText({ filled, missing, literals, escaped }: RenderedNote): string {
  const places = [...filled.values()].reduce((sum, count) => sum + count, 0)
  const names = [...missing].map((name) => `{{${name}}}`)
  const sentences = [
    filled.size === 0
      ? 'No variable is filled in.'
      : `${counted(filled.size, 'variable')} filled in at ${counted(places, 'place')}.`,
    names.length > 0 && `Without a value, and sent as written: ${names.join(', ')}.`,
    literals > 0 && `${counted(literals, 'pair')} of braces ${literals === 1 ? 'is' : 'are'} text.`,
    escaped > 0 && `${counted(escaped, 'tag')} inside documents ${escaped === 1 ? 'is' : 'are'} written with &lt;.`,
  ]
  return sentences.filter((sentence) => sentence !== false).join(' ')
}

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`
