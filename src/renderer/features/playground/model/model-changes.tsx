import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { TokenCount } from '#shared/contract/prompts'
import { modelChanges, sideOf } from '#shared/models/model-changes'
import type { Prompt } from '#shared/prompt/prompt'
import type { Finding } from '#shared/rules/finding'
import { createMemory } from '#shared/rules/memory'
import type { Host } from '../../../host/host.ts'
import { SourceLink } from '../../../parts/prompt/findings/source-link.tsx'
import { usePrompt, usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { Dot } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FactTable } from './fact-table.tsx'
import styles from './model-changes.module.css'
import { nameOf } from './model-items.ts'

type ModelChangesProps = {
  /** Ids, as they go into the request. */
  from: string
  to: string
  onUse: (id: string) => void
  onClose: () => void
}

/** What another model changes for the open prompt, which itself stays as it is. */
export function ModelChanges({ from, to, onUse, onClose }: ModelChangesProps) {
  const { host, context } = usePromptServices()
  const { models, connectionKind } = useStore(context)
  const prompt = usePrompt((open) => open)
  const [atFirst] = useState(prompt)
  const counts = useCounts(host, atFirst, from, to)
  const changes = useMemo(() => {
    const [before, after] = counts ?? [null, null]
    const surroundings = { models, connectionKind, now: new Date().toISOString(), memory: createMemory() }
    return modelChanges(prompt, sideOf(models, from, before), sideOf(models, to, after), surroundings)
  }, [prompt, models, connectionKind, counts, from, to])
  const [fromName, toName] = [nameOf(models, from), nameOf(models, to)]
  const other = prompt.model === to ? from : to
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="medium"
      title="What changes"
      description={`From ${fromName} to ${toName}. Nothing in your prompt is changed by it.`}
      footer={
        <>
          <Button
            onClick={() => {
              onUse(other)
              onClose()
            }}
          >
            {other === to ? `Use ${toName}` : `Switch back to ${fromName}`}
          </Button>
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <div className={styles.report} aria-busy={counts === null}>
        <Findings title={`New with ${toName}`} list={changes.added} />
        <Findings title={`Gone with ${toName}`} list={changes.gone} isGone />
        {changes.added.length === 0 && changes.gone.length === 0 && (
          <p className={styles.quiet}>The same findings with both: nothing else is refused.</p>
        )}
        <FactTable facts={changes.facts} before={fromName} after={toName} />
        {counts === null && <p className={styles.quiet}>Counting the input tokens with both…</p>}
      </div>
    </Dialog>
  )
}

function Findings({ title, list, isGone = false }: { title: string; list: readonly Finding[]; isGone?: boolean }) {
  if (list.length === 0) return null
  return (
    <section className={styles.findings} aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      <ul>
        {list.map((finding) => (
          <li key={`${finding.ruleId} ${finding.field}`} className={isGone ? styles.gone : styles.finding}>
            {!isGone && <Dot tone={finding.severity === 'hint' ? 'neutral' : finding.severity} />}
            <span>
              <span className={styles.title}>{finding.title}</span>{' '}
              <code className={styles.field}>{finding.field}</code>
              {!isGone && (
                <span className={styles.reason}>
                  {finding.reason} <SourceLink finding={finding} className={styles.why} />
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The input tokens with each model, by the server's own count where it has one; `null` until both are there. */
function useCounts(
  host: Host,
  prompt: Prompt,
  from: string,
  to: string,
): [TokenCount | null, TokenCount | null] | null {
  const [counts, setCounts] = useState<[TokenCount | null, TokenCount | null] | null>(null)
  useEffect(() => {
    const leaving = new AbortController()
    // Under ids of their own: the core ends an older count of the same prompt.
    const count = (model: string, id: string) =>
      host.call('tokens.count', { prompt: { ...prompt, id, model } }, { signal: leaving.signal }).catch(() => null)
    void Promise.all([count(from, 'what-changes-from'), count(to, 'what-changes-to')]).then((both) => {
      if (!leaving.signal.aborted) setCounts(both)
    })
    return () => leaving.abort()
  }, [host, prompt, from, to])
  return counts
}
