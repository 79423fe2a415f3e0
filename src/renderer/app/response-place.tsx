import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { type ContentBlock, isEmptyContent, type PromptMessage } from '#shared/prompt/prompt'
import type { Run } from '#shared/runs/run'
import { isCodeShown, leaveCodeWhenRun, showCode } from '../features/code/code-shown.ts'
import { ResponseView } from '../features/runs/response-view.tsx'
import { useKeymap } from '../parts/keymap/use-keymap.tsx'
import { RoomButton, showWhatRuns } from '../parts/layout/pane-room.tsx'
import { addMessage, setPrefill } from '../parts/prompt/edits/prompt-edits.ts'
import { scrollToMessage } from '../parts/prompt/list/focus-when-there.ts'
import type { PromptServices } from '../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../parts/report-failure.ts'
import { EmptyResponse } from '../parts/response/empty-response.tsx'
import { lazyPart } from '../ui/lazy-part.ts'
import type { AppServices } from './services.ts'

const ImportBox = lazyPart(async () => (await import('../features/code-import/import-box.tsx')).ImportBox)
const CodeView = lazyPart(async () => (await import('../features/code/code-view.tsx')).CodeView)
const NextTurnBar = lazyPart(async () => (await import('../features/conversation/next-turn-bar.tsx')).NextTurnBar)
const OpenedActions = lazyPart(async () => (await import('../features/history/opened-actions.tsx')).OpenedActions)

const isEmptyMessage = ({ content }: PromptMessage) => isEmptyContent(content)

type ResponsePlaceProps = {
  services: AppServices
  onOpenConnection: (id: string | null) => void
  onStarters: () => void
  /** The editor is wanted. */
  onEditor: () => void
}

/** The response pane: the answer or the code of the request, with what other features add to it. */
export function ResponsePlace({ services, onOpenConnection, onStarters, onEditor }: ResponsePlaceProps) {
  const { host, info, prompt, runs, runGate, toaster, layout } = services
  const promptId = useStore(prompt.prompts, (state) => state.prompt?.id ?? null)
  const isSimulator = useStore(prompt.context, (state) => state.connectionKind === 'simulator')
  const isBlank = useStore(prompt.prompts, (state) => state.prompt?.messages.every(isEmptyMessage) ?? true)
  const [drafts] = useState(() => new Map<string, string>())
  const onRun = () => void runGate.getState().run()
  useKeymap({
    newConversation: async () =>
      (await import('../features/conversation/conversation-edits.ts')).newConversation(prompt),
  })
  useEffect(() => showWhatRuns(layout, runs), [layout, runs])
  useEffect(() => leaveCodeWhenRun(layout, runs), [layout, runs])
  const isCode = useStore(layout, isCodeShown)
  const isBusy = useStore(runs, ({ busy }) => promptId !== null && busy.has(promptId))
  const openLink = (url: string) => {
    if (info.can.openLinks) reportFailure(toaster, host.call('app.openLink', { url }))
    else window.open(url, '_blank', 'noopener,noreferrer')
  }
  return (
    <ResponseView
      host={host}
      runs={runs}
      loop={services.loop}
      promptId={promptId}
      empty={
        <EmptyResponse
          isSimulator={isSimulator}
          isBlank={isBlank}
          onAddKey={() => onOpenConnection('anthropic')}
          onUseLocalServer={() => onOpenConnection(null)}
          onStarters={onStarters}
          onImport={services.codeImport.getState().open}
        />
      }
      onAddToMessages={(run, content) => reportFailure(toaster, addToMessages(prompt, run, content))}
      onRun={onRun}
      nextTurn={(run) => <NextTurnBar key={run.promptId} run={run} drafts={drafts} onRun={onRun} />}
      openLink={openLink}
      openedActions={(run) => (
        <OpenedActions
          key={run.id}
          run={run}
          isBusy={isBusy}
          onRestored={onEditor}
          onRunAgain={(again) => void runs.getState().start(again, promptId ?? undefined)}
        />
      )}
      besideTabs={<RoomButton layout={layout} pane="response" />}
      code={{
        isShown: isCode,
        onShown: (isShown) => showCode(layout, isShown),
        panel: (
          <CodeView
            host={host}
            layout={layout}
            connections={services.connections}
            importBox={<ImportBox store={services.codeImport} />}
          />
        ),
      }}
    />
  )
}

async function addToMessages(services: PromptServices, run: Run, answer: string | ContentBlock[]): Promise<void> {
  const { prompts } = services
  const [{ answerMessage }, { asWritten }] = await Promise.all([
    import('#shared/conversation/answer-turn'),
    import('#shared/prompt/variables'),
  ])
  const id = crypto.randomUUID()
  // The prefill is part of the answer now; one edit, so that one Undo takes both back.
  prompts.getState().edit((draft) => {
    const message = answerMessage(run, { id, content: asWritten(draft, answer) })
    return setPrefill('')(addMessage(message)(draft))
  })
  scrollToMessage(services, id)
}
