import { useMemo, useState } from 'react'
import { isBondBroken } from '#shared/prompt/thinking-bond'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { stripThinking } from '../edits/block-edits.ts'
import { useFindings, usePromptServices } from '../prompt-services.tsx'
import type { BlockEditorProps } from './block-editor.tsx'
import styles from './blocks.module.css'
import { textOfField } from './text-of-field.ts'

/** So much of a thought is shown at once; nobody edits it, so the rest waits for a click. */
const firstShown = 2_000

/**
 * What the model thought, to be sent back as it came or not at all. Its signature binds it to the turns before it: the mark
 * appears once one of those was edited.
 */
export function ThinkingBlock({ place, index, block, label, group }: BlockEditorProps) {
  const { edit } = usePromptServices().prompts.getState()
  const broken = useBrokenBond(place.kind === 'message' ? place.id : null)
  const [isWhole, setWhole] = useState(false)
  const text = textOfField(block, 'thinking')
  const hidden =
    block.type === 'redacted_thinking' ? 'Encrypted: only the API can read it.' : 'The API sent no text of it.'
  return (
    <div className={styles.form}>
      {broken && (
        <p className={styles.broken}>
          <Badge tone="warning" dot>
            Link broken
          </Badge>{' '}
          {broken}
        </p>
      )}
      <div
        className={styles.thought}
        data-text={`${group}:thinking`}
        role="note"
        aria-label={`Thinking, ${label}`}
        tabIndex={text ? 0 : undefined}
      >
        {text ? isWhole ? text : text.slice(0, firstShown) : <span className={styles.muted}>{hidden}</span>}
      </div>
      <div className={styles.row}>
        {text.length > firstShown && !isWhole && (
          <Button variant="link" onClick={() => setWhole(true)}>
            Show all
          </Button>
        )}
        <span className={styles.muted}>Read-only: it goes back as it came, or not at all.</span>
        <span className={styles.grow} />
        <Button size="small" onClick={() => edit(stripThinking(place, index))}>
          Strip
        </Button>
      </div>
    </div>
  )
}

/** Why the thinking of a message is not good any more; `null` while nothing before it was edited, as far as it is known. */
function useBrokenBond(id: string | null): string | null {
  const services = usePromptServices()
  // The rules look once typing rests, and so does this: the whole conversation before it is compared.
  const findings = useFindings((state) => state.findings)
  const model = useFindings((state) => state.model)
  // biome-ignore lint/correctness/useExhaustiveDependencies: findings are new whenever the prompt was judged again
  const isBroken = useMemo(() => {
    const { prompt } = services.prompts.getState()
    return prompt !== null && id !== null && isBondBroken(prompt, id, services.context.getState().connectionKind)
  }, [services, id, findings])
  if (!isBroken) return null
  const check = model?.capabilities.thinkingPrefixCheck ?? 'none'
  if (model === null || check === 'none') return 'Something before it was edited since it came.'
  return `Something before it was edited since it came: ${model.displayName} will refuse it.`
}
