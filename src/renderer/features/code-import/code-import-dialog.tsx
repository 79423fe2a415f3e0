import { FolderOpen } from 'lucide-react'
import { useRef, useState } from 'react'
import { useStore } from 'zustand'
import { promptFromImport, withImport } from '#shared/import/imported-prompt'
import type { ImportedRequest } from '#shared/import/reading'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './code-import-dialog.module.css'
import type { CodeImportStore } from './code-import-store.ts'
import { noteText } from './note-text.ts'
import { PasteBox } from './paste-box.tsx'
import { ReadingView } from './reading-view.tsx'

/** Requests out of code: paste, look at what was found, take one. Nothing changes before one of the two buttons is pressed. */
export function CodeImportDialog({ store }: { store: CodeImportStore }) {
  const { prompts, toaster, preview, announce } = usePromptServices()
  const { reading, chosen, isReading } = useStore(store)
  const [isMaking, setMaking] = useState(false)
  const file = useRef<HTMLInputElement>(null)
  const paste = useRef<HTMLTextAreaElement>(null)
  const request = isReading ? undefined : reading?.requests[chosen]
  const { close, finish, readFile } = store.getState()

  function makeNew(imported: ImportedRequest) {
    if (isMaking) return
    setMaking(true)
    const open = prompts.getState().prompt
    const usual = { model: open?.model ?? 'claude-haiku-4-5', max_tokens: open?.settings.max_tokens ?? 1024 }
    const prompt = promptFromImport(imported, usual, () => crypto.randomUUID())
    reportFailure(
      toaster,
      prompts
        .getState()
        .create(prompt)
        .finally(() => setMaking(false))
        .then(() => {
          finish()
          announce(`New prompt: ${prompt.name}.`)
        }),
    )
  }
  function replace(imported: ImportedRequest) {
    // The text stays until the change is made or another one is pasted: whoever cancels finds it again.
    close()
    void preview.getState().show({
      title: 'Replace this prompt',
      confirmLabel: 'Replace',
      afterLabel: 'As imported',
      changes: imported.notes.map(noteText),
      apply: (prompt) => withImport(prompt, imported, () => crypto.randomUUID()),
      done: 'The prompt was replaced.',
    })
  }
  return (
    <Dialog
      open
      onOpenChange={close}
      title="Import code"
      description="Calls in Python, TypeScript or JavaScript (SDKs of Anthropic and OpenAI, LangChain, Vercel AI, Bedrock Converse), curl and PowerShell, request JSON, HAR, notebooks, .prompty, .prompt.yml, promptfoo, Workbench or OpenAI exports; Antiphon’s own prompts, presets and bundles. Nothing of it is run or stored."
      size="wide"
      initialFocus={paste}
      footer={
        <>
          <Button variant="ghost" onClick={() => file.current?.click()}>
            <FolderOpen size={14} aria-hidden /> Open a file…
          </Button>
          <input
            ref={file}
            type="file"
            hidden
            aria-label="File with code"
            onChange={({ target }) => {
              const [first] = target.files ?? []
              if (first) void readFile(first)
              // The same file may be chosen again.
              target.value = ''
            }}
          />
          <span className={styles.grow} />
          <Button variant="ghost" onClick={close}>
            Cancel
          </Button>
          <Button disabled={!request} onClick={() => request && replace(request)}>
            Replace this prompt…
          </Button>
          <Button disabled={!request || isMaking} onClick={() => request && makeNew(request)}>
            New prompt
          </Button>
        </>
      }
    >
      <div className={styles.halves}>
        <PasteBox store={store} field={paste} />
        <ReadingView store={store} />
      </div>
    </Dialog>
  )
}
