import { Braces } from 'lucide-react'
import { Suspense, useEffect } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import { usePromptFind } from '../features/playground/find/use-prompt-find.ts'
import { Playground } from '../features/playground/playground.tsx'
import { ApplyPreset } from '../features/presets/presets-place.tsx'
import { summaryOf } from '../features/runs/run-store.ts'
import { useVariablesDrawer } from '../features/variables/use-variables-drawer.ts'
import { VariableButtons, VariablesPlace } from '../features/variables/variables-place.tsx'
import { useKeymap, useShortcut } from '../parts/keymap/use-keymap.tsx'
import { flag } from '../parts/layout/layout-store.ts'
import { RoomButton, useOnlyPane } from '../parts/layout/pane-room.tsx'
import { IconButton } from '../ui/button.tsx'
import { lazyPart } from '../ui/lazy-part.ts'
import { TypedAhead } from '../ui/typed-ahead.ts'
import { whenRested } from '../ui/when-rested.ts'
import type { AppServices } from './services.ts'

const JsonRequest = lazyPart(async () => (await import('../features/json-request/json-request.tsx')).JsonRequest)
const loadFind = () => import('../features/playground/find/prompt-find.tsx')
const PromptFind = lazyPart(async () => (await loadFind()).PromptFind)
const PrefillLab = lazyPart(async () => (await import('../features/prefill/prefill-lab.tsx')).PrefillLab)

/** The editor pane: the open prompt as cards or as JSON, with what other features add to it. */
export function EditorPlace({ services }: { services: AppServices }) {
  const { prompt, layout, presets, runGate } = services
  const isOpen = useStore(layout, (state) => flag(state.layout, 'settings.open', null))
  const isJson = useStore(layout, (state) => flag(state.layout, 'editor.json', false))
  // Where it has half the room its head is full; a double click on that, the key and the palette give it more.
  const only = useOnlyPane(layout)
  const variables = useVariablesDrawer(layout)
  const showJson = (isShown: boolean) => layout.getState().remember('editor.json', isShown)
  const find = usePromptFind()
  useEffect(() => {
    // There when its key is pressed: what is typed next goes into its field. If it fails now, it is tried again then.
    void whenRested().then(() => loadFind().catch(() => {}))
  }, [])
  useKeymap({ toggleJson: () => showJson(!isJson) })
  const savePreset = () => {
    // The form stands beside its button in the navigator.
    layout.getState().remember('navigator.open', true)
    presets.getState().startSaving('new')
  }
  return (
    <Playground
      services={prompt}
      isSettingsOpen={isOpen}
      onSettingsOpenChange={(next) => layout.getState().remember('settings.open', next)}
      besideAdd={(isLow) => <VariableButtons isOpen={variables.isOpen(isLow)} onOpenChange={variables.setOpen} />}
      prefillLab={<Lab services={services} />}
      drawer={(isLow) => <VariablesPlace isOpen={variables.isOpen(isLow)} onOpenChange={variables.setOpen} />}
      besideSettings={<ApplyPreset presets={presets} onSave={savePreset} />}
      findBar={(show) =>
        find.asked && (
          <Suspense fallback={<TypedAhead onChange={find.onTyped} onCancel={find.close} />}>
            <PromptFind
              asked={find.asked}
              keeper={find.keeper}
              onClose={find.close}
              showTools={show.tools}
              showMessages={() => {
                if (!show.messages()) flushSync(() => variables.setOpen(false))
              }}
            />
          </Suspense>
        )
      }
      onRunAnyway={() => void runGate.getState().runAnyway()}
      text={
        isJson ? (
          <Suspense>
            <JsonRequest onLeave={() => showJson(false)} />
          </Suspense>
        ) : null
      }
      viewSwitch={
        <>
          <IconButton
            label="JSON"
            tooltip={isJson ? 'Show the request as cards' : 'Show the request as JSON'}
            icon={<Braces size={16} />}
            shortcut={useShortcut('toggleJson')}
            aria-pressed={isJson}
            onClick={() => showJson(!isJson)}
          />
          {only === 'editor' && <RoomButton layout={layout} pane="editor" />}
        </>
      }
      onLeaveText={() => showJson(false)}
    />
  )
}

/** What helps with the prefill. It is told of the last answer, from which it reads how the prefill joins on. */
function Lab({ services: { host, prompt, runs, history } }: { services: AppServices }) {
  const lastRun = useStore(runs, ({ live }) => (live && live.run.state !== 'running' ? live.run : null))
  const promptId = useStore(prompt.prompts, (state) => state.prompt?.id)
  return (
    <Suspense>
      <PrefillLab
        host={host}
        lastRun={lastRun?.promptId === promptId ? lastRun : null}
        onRunChanged={(run) => history.getState().put(summaryOf(run))}
      />
    </Suspense>
  )
}
