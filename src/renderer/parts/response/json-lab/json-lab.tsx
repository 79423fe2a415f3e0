import { useMemo, useState } from 'react'
import type { Run } from '#shared/runs/run'
import { isObject, type JsonValue } from '#shared/text/json'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { lazyPart } from '../../../ui/lazy-part.ts'
import { Select } from '../../../ui/select.tsx'
import { CopyButton } from '../copy-button.tsx'
import type { FoundJson } from './find-json.ts'
import styles from './json-lab.module.css'
import { type JsonPath, resolvePath } from './json-path.ts'
import { JsonTree } from './json-tree.tsx'
import { PathBar } from './path-bar.tsx'
import { SchemaPanel } from './schema-panel.tsx'
import { openAtFirst, pointersAbove } from './tree-rows.ts'

const TextDiff = lazyPart(async () => (await import('../../diff/text-diff.tsx')).TextDiff)

/** A schema that was pasted: it outlives the views that show it. */
export type SchemaDraft = { text: string }

type JsonLabProps = { found: readonly FoundJson[]; run: Run; schemaDraft: SchemaDraft }

/** The JSON of an answer: what was found, its tree, a field by its path, and whether it fits a schema. */
export function JsonLab({ found, run, schemaDraft }: JsonLabProps) {
  const [index, setIndex] = useState(0)
  const one = found[index] ?? found[0]
  if (!one)
    return <p className={styles.note}>No JSON was found in the answer: no object, no array, no code fence of it.</p>
  const options = found.map((other, place) => ({
    value: String(place),
    label: `${place + 1} of ${found.length}: ${kindWords[other.kind]}`,
  }))
  return (
    <div className={styles.lab}>
      {found.length > 1 && (
        <Select
          label="Found JSON"
          hideLabel
          className={styles.which}
          value={String(index)}
          options={options}
          onChange={(value) => setIndex(Number(value))}
        />
      )}
      <OneFound key={index} found={one} run={run} schemaDraft={schemaDraft} />
    </div>
  )
}

const kindWords = { whole: 'the whole answer', fenced: 'in a code fence', embedded: 'in prose' } as const

type OneFoundProps = { found: FoundJson; run: Run; schemaDraft: SchemaDraft }

function OneFound({ found, run, schemaDraft }: OneFoundProps) {
  const { value, raw, repaired, start, kind } = found
  const [selected, setSelected] = useState<JsonPath>([])
  const [open, setOpen] = useState<ReadonlySet<string>>(() => openAtFirst(value))
  const [isDiffOpen, setDiffOpen] = useState(false)
  const asked = useMemo(() => schemaOf(run), [run])

  /** Selects what is there, and opens all above it. */
  function select(path: JsonPath) {
    const there = resolvePath(value, path)
    if (!there) return
    setSelected(there.path)
    setOpen((before) => new Set([...before, ...pointersAbove(there.path)]))
  }

  return (
    <>
      <div className={styles.head}>
        <span className={styles.note}>
          JSON, {kindWords[kind]}
          {start < run.prefill.length && ', joined with the prefill'}
        </span>
        {repaired !== null && <Badge tone="warning">repaired</Badge>}
        {repaired !== null && (
          <Button variant="link" size="small" aria-expanded={isDiffOpen} onClick={() => setDiffOpen(!isDiffOpen)}>
            {isDiffOpen ? 'Hide the repair' : 'Show the repair'}
          </Button>
        )}
        <span className={styles.copies}>
          <CopyButton label="Copy" what="the JSON as it came" text={() => raw} />
          <CopyButton label="Copy formatted" text={() => JSON.stringify(value, null, 2)} />
        </span>
      </div>
      {repaired !== null && (
        <p className={styles.note}>
          As it came it is no JSON
          {run.state === 'completed' && run.stopReason !== 'max_tokens' ? '' : ': the answer was cut off'}. What follows
          is a guess at what was meant.
        </p>
      )}
      {repaired !== null && isDiffOpen && (
        <TextDiff label="The repair" before={raw} after={repaired} beforeLabel="As it came" afterLabel="Repaired" />
      )}
      <JsonTree value={value} open={open} onOpenChange={setOpen} selected={selected} onSelect={select} />
      <PathBar value={value} selected={selected} onSelect={select} />
      <SchemaPanel value={value} asked={asked} draft={schemaDraft} onShow={select} />
    </>
  )
}

/** The schema that the request asked the answer to fit; `null` where it asked for none. */
function schemaOf(run: Run): JsonValue {
  const { output_config } = run.request.body
  const format = isObject(output_config) ? output_config.format : null
  return isObject(format) ? (format.schema ?? null) : null
}
