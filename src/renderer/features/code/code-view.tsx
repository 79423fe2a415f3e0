import { Download } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { exportCode } from '#shared/export/export-code'
import { type CodeLanguage, languageOf, languages } from '#shared/export/languages'
import type { CodeNote } from '#shared/export/notes'
import type { Host } from '../../host/host.ts'
import type { ConnectionsStore } from '../../parts/connections/connections-store.ts'
import type { LayoutStore } from '../../parts/layout/layout-store.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { CopyButton } from '../../parts/response/copy-button.tsx'
import { IconButton } from '../../ui/button.tsx'
import { saveText } from '../../ui/save-text.ts'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import { choose, chooseLanguage, chooseSdk } from './code-choices.ts'
import { type CodeReader, createCodeReader } from './code-editor.ts'
import styles from './code-view.module.css'
import { isShortened, wholeData } from './stored-files.ts'
import { serverOf, useChoices, useCode } from './use-code.ts'

type CodeViewProps = {
  host: Pick<Host, 'call'>
  layout: LayoutStore
  connections: ConnectionsStore
  /** Below the code: where code is taken in. */
  importBox?: ReactNode
}

/** The open prompt as code, in the language of choice. Loaded when it is first shown. */
export function CodeView({ host, layout, connections, importBox }: CodeViewProps) {
  const { prompts, toaster } = usePromptServices()
  const choices = useChoices(layout)
  const { code, isOld } = useCode(layout, connections)
  const language = languageOf(choices.language)

  /** The code with the files whole where it has them in itself. */
  async function finished() {
    const prompt = prompts.getState().prompt
    if (!prompt) throw new Error('No prompt is open.')
    const { language: id, ...options } = choices
    const server = serverOf(connections.getState())
    const quick = exportCode(prompt, server, id, options)
    if (!quick.has.files) return quick
    return exportCode(prompt, server, id, { ...options, data: await wholeData(prompt, host) })
  }
  function text(): Promise<string> {
    const all = finished().then((done) => done.text)
    reportFailure(toaster, all)
    return all
  }
  const save = () =>
    reportFailure(
      toaster,
      finished().then((done) => saveText(done.fileName, done.text, 'text/plain')),
    )

  return (
    <section className={styles.view} aria-label="Code" aria-busy={isOld}>
      <div className={styles.bar}>
        <Select
          label="Language"
          hideLabel
          value={language.id}
          options={languages.map(({ id, label }) => ({ value: id, label }))}
          onChange={(id) => chooseLanguage(layout, id)}
        />
        {choices.sdk !== null && (
          <Select
            label="SDK"
            hideLabel
            value={choices.sdk}
            options={language.sdks.map((sdk) => ({ value: sdk, label: `SDK ${sdk}` }))}
            onChange={(sdk) => chooseSdk(layout, language.id, sdk)}
          />
        )}
        <Switch label="Stream" checked={choices.stream} onChange={(is) => choose(layout, 'stream', is)} />
        {code?.has.variables && language.can.parameters && (
          <Switch
            label="Fill in variables"
            checked={choices.variables === 'filled'}
            onChange={(is) => choose(layout, 'filled', is)}
          />
        )}
        {code?.has.files && language.can.readFiles && (
          <Switch
            label="Files in the code"
            checked={choices.attachments === 'inline'}
            onChange={(is) => choose(layout, 'inline', is)}
          />
        )}
        <span className={styles.actions}>
          <CopyButton label="Copy" what="code" text={text} disabled={code === null} />
          <IconButton
            label="Save as file"
            size="small"
            icon={<Download size={14} />}
            disabled={code === null}
            onClick={save}
          />
        </span>
      </div>
      {code && <Notes notes={[...code.notes, ...shortened(code.text)]} />}
      <div className={styles.place}>
        <Code text={code?.text ?? ''} language={code?.language ?? language.id} />
        {isOld && <p className={styles.old}>Updating…</p>}
      </div>
      {importBox}
    </section>
  )
}

/** Whether a file stands in the code as a line of words. */
function shortened(text: string): CodeNote[] {
  return isShortened(text)
    ? [{ kind: 'how', text: 'Here the files are shortened to a few words; Copy and Save take them whole.' }]
    : []
}

function Notes({ notes }: { notes: readonly CodeNote[] }) {
  if (notes.length === 0) return null
  return (
    <ul className={styles.notes} aria-label="About this code">
      {notes.map(({ kind, text }) => (
        <li key={text} data-kind={kind}>
          {text}
        </li>
      ))}
    </ul>
  )
}

function Code({ text, language }: { text: string; language: CodeLanguage }) {
  const frame = useRef<HTMLDivElement>(null)
  const reader = useRef<CodeReader | null>(null)
  useLayoutEffect(() => {
    const made = createCodeReader('Code')
    reader.current = made
    frame.current?.append(made.dom)
    return () => {
      reader.current = null
      made.destroy()
    }
  }, [])
  useLayoutEffect(() => reader.current?.show(text, language), [text, language])
  return <div ref={frame} className={styles.code} />
}
