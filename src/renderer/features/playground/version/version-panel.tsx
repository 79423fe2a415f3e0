import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { automaticVersion } from '#shared/prompt/prompt'
import type { Finding } from '#shared/rules/finding'
import { setApiVersion } from '../../../parts/prompt/edits/prompt-edits.ts'
import { usePrompt, usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { type VersionChoice, versionChoices, versionMeaning, versionProblem } from './version-choices.ts'
import styles from './version-panel.module.css'

/** Chooses the `anthropic-version`, with what each choice does to the present request. A choice changes no value. */
export function VersionPanel({ onClose }: { onClose: () => void }) {
  const { prompts, context, findings, preview } = usePromptServices()
  const { edit } = prompts.getState()
  const prompt = usePrompt((present) => present)
  const kind = useStore(context, (state) => state.connectionKind)
  // Judged anew with the findings of the open prompt: the rules may have arrived, or the tokens have been counted.
  const judged = useStore(findings, (state) => state.findings)
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const choices = useMemo(() => versionChoices(prompt, kind, findings.findingsIn), [prompt, kind, findings, judged])
  const pin = (value: string) => edit(setApiVersion(value), 'apiVersion')

  function showDiff({ value, apiVersion, gained, lost }: VersionChoice) {
    onClose()
    const name = value === automaticVersion ? 'Automatic' : apiVersion
    void preview.getState().show({
      title: `API version ${name}`,
      confirmLabel: `Use ${name}`,
      afterLabel: `anthropic-version ${apiVersion}`,
      changes: effectLines(gained, lost),
      apply: setApiVersion(value),
      done: `API version ${apiVersion}.`,
    })
  }

  return (
    <div className={styles.panel}>
      <h2 className={styles.title}>API version</h2>
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>
          The header <code>anthropic-version</code> decides what the API takes. Choosing one changes no value; it marks
          what will be refused.
        </legend>
        {choices.map((choice) => (
          <Choice
            key={choice.value}
            choice={choice}
            isChosen={choice.value === prompt.apiVersion}
            onChoose={() => pin(choice.value)}
            onShowDiff={() => showDiff(choice)}
          />
        ))}
      </fieldset>
      <OtherVersion onUse={pin} />
    </div>
  )
}

type ChoiceProps = { choice: VersionChoice; isChosen: boolean; onChoose: () => void; onShowDiff: () => void }

function Choice({ choice, isChosen, onChoose, onShowDiff }: ChoiceProps) {
  const { value, apiVersion, versionReason, isSameRequest, gained, lost } = choice
  const isAutomatic = value === automaticVersion
  const name = isAutomatic ? 'Automatic' : value
  const meaning = isAutomatic ? `${apiVersion}, because ${versionReason}.` : versionMeaning(value)
  return (
    <div className={styles.choice}>
      <label className={styles.option}>
        <input type="radio" name="api-version" checked={isChosen} onChange={onChoose} />
        <span>
          <span className={styles.name}>{name}</span>
          <span className={styles.meaning}>{meaning ?? 'Unknown here: the API may refuse it.'}</span>
          <span className={styles.effect}>
            {isSameRequest ? (
              isChosen ? (
                'Sent now.'
              ) : (
                'The same request as now.'
              )
            ) : (
              <Effect gained={gained} lost={lost} />
            )}
          </span>
        </span>
      </label>
      {!isSameRequest && (
        <Button variant="link" className={styles.diff} aria-label={`Show diff: ${name}`} onClick={onShowDiff}>
          Show diff
        </Button>
      )}
    </div>
  )
}

function Effect({ gained, lost }: Pick<VersionChoice, 'gained' | 'lost'>) {
  return effectLines(gained, lost).map((line, index) => (
    <span key={line} className={index < gained.length ? styles.gained : undefined}>
      {line}
    </span>
  ))
}

/** What a version does to the findings, one line each. */
function effectLines(gained: readonly Finding[], lost: readonly Finding[]): string[] {
  if (gained.length + lost.length === 0) return ['Only the header changes: nothing more and nothing less is found.']
  return [
    ...gained.map(({ title, field }) => `New: ${title} (${field}).`),
    ...lost.map(({ title, field }) => `Gone: ${title} (${field}).`),
  ]
}

function OtherVersion({ onUse }: { onUse: (version: string) => void }) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  function use() {
    const found = versionProblem(text)
    setProblem(found)
    if (found !== null) return
    onUse(text.trim())
    setText('')
  }
  return (
    <form
      className={styles.other}
      onSubmit={(event) => {
        event.preventDefault()
        use()
      }}
    >
      <TextField
        className={styles.typed}
        label="Another version"
        value={text}
        placeholder="2027-01-01"
        spellCheck={false}
        autoComplete="off"
        error={problem ?? undefined}
        onChange={(next) => {
          setText(next)
          setProblem(null)
        }}
      />
      <Button type="submit">Pin</Button>
    </form>
  )
}
