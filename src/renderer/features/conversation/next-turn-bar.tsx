import { SquarePen } from 'lucide-react'
import { useDeferredValue, useId, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import { nextTurn, withNextTurn } from '#shared/conversation/next-turn'
import type { Prompt } from '#shared/prompt/prompt'
import type { Run } from '#shared/runs/run'
import { useKeymap, useShortcut } from '../../parts/keymap/use-keymap.tsx'
import { scrollToMessage } from '../../parts/prompt/list/focus-when-there.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { newConversation } from './conversation-edits.ts'
import styles from './next-turn-bar.module.css'

type NextTurnBarProps = {
  run: Run
  /** What was typed and not sent, by the prompt's id: it outlives this view. */
  drafts: Map<string, string>
  /** Runs the open prompt. */
  onRun: () => void
}

const withoutThinking =
  'The answer goes back without its thinking: it is bound to the model and the turn that it came from.'

/** Under an answer: what the user says next. Sending adds the answer and this turn in one step of undo, and runs. */
export function NextTurnBar({ run, drafts, onRun }: NextTurnBarProps) {
  const services = usePromptServices()
  const { prompts, context } = services
  const connectionKind = useStore(context, (state) => state.connectionKind)
  // The conversation is compared with what was sent: off the typing path.
  const prompt = useDeferredValue(useStore(prompts, (state) => state.prompt))
  const [text, setText] = useState(() => drafts.get(run.promptId) ?? '')
  const field = useRef<HTMLTextAreaElement>(null)
  const hintId = useId()
  const key = useShortcut('sendNextTurn')
  const newKey = useShortcut('newConversation')
  const turnIn = (draft: Prompt) => nextTurn(run, draft, connectionKind)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turnIn` is made of these
  const turn = useMemo(() => prompt && turnIn(prompt), [run, prompt, connectionKind])

  function type(next: string) {
    drafts.set(run.promptId, next)
    setText(next)
  }

  function send() {
    if (text.trim() === '') return field.current?.focus()
    const draft = prompts.getState().settle()
    // Judged anew: an editor may just have delivered what was typed last.
    const now = draft && turnIn(draft)
    if (now?.kind !== 'ready') return
    const said = { text, answerId: crypto.randomUUID(), userId: crypto.randomUUID() }
    const panel = field.current?.closest('[data-response]')?.querySelector('[role="tabpanel"]')
    flushSync(() => prompts.getState().edit((changed) => withNextTurn(changed, run, now, said)))
    scrollToMessage(services, said.userId)
    type('')
    onRun()
    // The field goes with the run that it belonged to.
    if (panel instanceof HTMLElement) panel.focus()
  }

  useKeymap({ sendNextTurn: () => turn?.kind === 'ready' && send() })
  if (!turn) return null
  const clear = (
    <IconButton
      label="New conversation"
      shortcut={newKey}
      icon={<SquarePen size={14} />}
      onClick={() => newConversation(services)}
    />
  )
  if (turn.kind === 'refused') {
    return (
      <section className={styles.bar} aria-label="Next turn">
        <p className={styles.hint}>{turn.reason}</p>
        {clear}
      </section>
    )
  }
  const label = turn.call ? `Result of ${turn.call.name}` : 'Next user turn'
  return (
    <section className={styles.bar} aria-label="Next turn">
      <textarea
        ref={field}
        className={styles.field}
        aria-label={label}
        aria-describedby={turn.leavesOutThinking ? hintId : undefined}
        placeholder={label}
        rows={1}
        value={text}
        onChange={(event) => type(event.target.value)}
      />
      {turn.leavesOutThinking && (
        <p id={hintId} className={styles.about} title={withoutThinking}>
          {withoutThinking}
        </p>
      )}
      <span className={styles.buttons}>
        {clear}
        <Button size="small" disabled={text.trim() === ''} onClick={send}>
          Send as next turn <Kbd>{key}</Kbd>
        </Button>
      </span>
    </section>
  )
}
