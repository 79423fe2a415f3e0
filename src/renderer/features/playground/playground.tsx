import { type ReactNode, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import type { Role } from '#shared/prompt/prompt'
import { focusText } from '../../parts/prompt/cards/message-actions.ts'
import { PrefillCard } from '../../parts/prompt/cards/prefill-card.tsx'
import { SystemCard } from '../../parts/prompt/cards/system-card.tsx'
import type { EditorRoom } from '../../parts/prompt/editor-rooms.ts'
import { addMessage } from '../../parts/prompt/edits/prompt-edits.ts'
import { MessageList } from '../../parts/prompt/list/message-list.tsx'
import { type PromptServices, PromptServicesProvider, usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import type { PromptStore } from '../../parts/prompt/store/prompt-store.ts'
import { Button } from '../../ui/button.tsx'
import { lazyAtRest } from '../../ui/lazy-part.ts'
import type { FieldPanelName } from './fields/field-panel.tsx'
import styles from './playground.module.css'
import { RequestStrip } from './request-strip.tsx'
import { SettingsPanel } from './settings/settings-panel.tsx'
import { useIsLower } from './use-is-lower.ts'

// No prompt says anything of caching at first sight.
const CacheStrip = lazyAtRest(async () => (await import('../../parts/prompt/cache/cache-strip.tsx')).CacheStrip)

/** In a lower editor the messages have the room, until the user opens the settings. */
const roomForSettingsPx = 420

type PlaygroundProps = {
  services: PromptServices
  /** `null` while the user has not chosen: the settings are open where there is room for them. */
  isSettingsOpen: boolean | null
  onSettingsOpenChange: (isOpen: boolean) => void
  /** At the right end of the line that adds messages; told whether the editor is low. */
  besideAdd: (isLow: boolean) => ReactNode
  /** Below the text of the prefill. */
  prefillLab?: ReactNode
  /** Between the messages and the settings; in a low editor in the place of the messages. */
  drawer: (isLow: boolean) => ReactNode
  /** Beside the title of the settings. */
  besideSettings?: ReactNode
  /** Below the strip: what finds in the prompt. Told how the messages, or the tools, come into sight; `false` where a drawer is in their place. */
  findBar?: (show: { messages: () => boolean; tools: () => void }) => ReactNode
  /** Sends the request as it is, whatever was found. */
  onRunAnyway: () => void
  /** The same request as text, where that is shown in place of the cards and settings, and what switches to it. */
  text: ReactNode | null
  viewSwitch: ReactNode
  onLeaveText: () => void
}

/** The request editor: everything that is sent, from the model to the last setting. */
export function Playground(props: PlaygroundProps) {
  const { services, isSettingsOpen, onSettingsOpenChange, besideAdd, prefillLab, drawer, besideSettings, onRunAnyway } =
    props
  const { text, viewSwitch, onLeaveText, findBar } = props
  const promptId = useStore(services.prompts, ({ prompt }) => prompt?.id)
  const [isLow, editor] = useIsLower(roomForSettingsPx)
  const list = useRef<HTMLDivElement>(null)
  const [panel, setPanel] = useState<FieldPanelName | null>(null)
  const isOpen = isSettingsOpen ?? !isLow
  useJournalBeforeLeaving(services.prompts)
  const open = (room: EditorRoom) => {
    // In the page when this returns: what is looked for there is found.
    flushSync(() => {
      onLeaveText()
      if (room === 'cards') return
      setPanel(room === 'tools' ? 'tools' : null)
      onSettingsOpenChange(true)
    })
  }
  const latest = useRef(open)
  useLayoutEffect(() => {
    latest.current = open
  })
  useEffect(() => services.rooms.register((room) => latest.current(room)), [services])
  if (promptId === undefined) return null
  const show = {
    // In a low editor something else may have taken their place.
    messages: () => {
      if (list.current?.checkVisibility() === false) flushSync(() => setPanel(null))
      return list.current?.checkVisibility() !== false
    },
    tools: () => {
      if (panel === 'tools' && isOpen) return
      flushSync(() => {
        setPanel('tools')
        onSettingsOpenChange(true)
      })
    },
  }
  return (
    <PromptServicesProvider services={services}>
      <div
        ref={editor}
        className={styles.editor}
        key={promptId}
        data-low={isLow || undefined}
        data-panel={(isOpen && panel) || undefined}
      >
        <RequestStrip onRunAnyway={onRunAnyway} viewSwitch={viewSwitch} />
        {findBar?.(show)}
        {text ?? (
          <>
            <div ref={list} data-files-end className={styles.list}>
              <Suspense>
                <CacheStrip />
              </Suspense>
              <SystemCard />
              <MessageList />
              <AddRow trailing={besideAdd(isLow)} />
              <PrefillCard lab={prefillLab} />
            </div>
            {drawer(isLow)}
            <SettingsPanel
              panel={panel}
              onPanel={setPanel}
              isOpen={isOpen}
              onOpenChange={onSettingsOpenChange}
              trailing={besideSettings}
            />
          </>
        )}
      </div>
    </PromptServicesProvider>
  )
}

function AddRow({ trailing }: { trailing?: ReactNode }) {
  const services = usePromptServices()
  const { prompts } = services
  function add(role: Role) {
    const id = crypto.randomUUID()
    flushSync(() => prompts.getState().edit(addMessage({ id, role, content: '' })))
    focusText(services, id)
  }
  return (
    <div className={styles.addRow}>
      <Button variant="ghost" size="small" data-command="Add user message" onClick={() => add('user')}>
        + User
      </Button>
      <Button variant="ghost" size="small" data-command="Add assistant message" onClick={() => add('assistant')}>
        + Assistant
      </Button>
      <span className={styles.grow} />
      {trailing}
    </div>
  )
}

/** Writes unsaved edits when the window loses the focus, is hidden or goes away: a second later may be too late. */
function useJournalBeforeLeaving(prompts: PromptStore): void {
  useEffect(() => {
    // A failure is kept in the store, where the status bar shows it.
    const flush = () =>
      void prompts
        .getState()
        .flush()
        .catch(() => {})
    const events = ['blur', 'pagehide'] as const
    for (const event of events) window.addEventListener(event, flush)
    document.addEventListener('visibilitychange', flush)
    return () => {
      for (const event of events) window.removeEventListener(event, flush)
      document.removeEventListener('visibilitychange', flush)
    }
  }, [prompts])
}
