// The history in the navigator, and the whole of it over the editor.
import { Suspense, useState } from 'react'
import { useStore } from 'zustand'
import { historyFiles } from '../features/history/history-files.ts'
import type { HistoryAsked, HistoryKeeper } from '../features/history/history-room.tsx'
import { HistoryList } from '../features/runs/history-list.tsx'
import { shownRun } from '../features/runs/run-store.ts'
import { useContextKeymap, useKeymap, useOffers } from '../parts/keymap/use-keymap.tsx'
import { reportFailure } from '../parts/report-failure.ts'
import { lazyPart } from '../ui/lazy-part.ts'
import type { AppServices } from './services.ts'

const HistoryRoom = lazyPart(async () => (await import('../features/history/history-room.tsx')).HistoryRoom)
const UsageDialog = lazyPart(async () => (await import('../features/history/usage-dialog.tsx')).UsageDialog)

/** The whole history lies over the editor until another prompt is opened, or it is closed. */
export function useHistoryRoom(services: AppServices) {
  const promptId = useStore(services.prompt.prompts, (state) => state.prompt?.id ?? null)
  const [openFor, setOpenFor] = useState<string | null>(null)
  const [asked, setAsked] = useState<HistoryAsked>({ times: 0, promptId: null })
  const [keeper] = useState<HistoryKeeper>({ store: null, transfer: null })
  const open = (runsOf: string | null) => {
    setOpenFor(promptId)
    setAsked(({ times }) => ({ times: times + 1, promptId: runsOf }))
  }
  const closeHistory = () => setOpenFor(null)
  const isOpen = openFor !== null && openFor === promptId
  const content = isOpen ? (
    <Suspense>
      <WholeHistory services={services} keeper={keeper} asked={asked} onClose={closeHistory} />
    </Suspense>
  ) : null
  return {
    overEditor: content && { label: 'All runs', content },
    openHistory: () => open(null),
    openRuns: () => open(promptId),
    closeHistory,
  }
}

type WholeHistoryProps = {
  services: AppServices
  keeper: HistoryKeeper
  asked: HistoryAsked
  onClose: () => void
}

function WholeHistory({ services, keeper, asked, onClose }: WholeHistoryProps) {
  const { host, history, runs, toaster } = services
  const shownId = useShownRun(services)
  const changed = useStore(history, (state) => state.runs[0])
  return (
    <HistoryRoom
      host={host}
      toaster={toaster}
      keeper={keeper}
      changed={changed}
      shownId={shownId}
      asked={asked}
      onOpen={(id) => void runs.getState().open(id, true)}
      onClose={onClose}
      onChanged={() => {
        // A run that is shown may be gone.
        runs.getState().closeOpened()
        reportFailure(toaster, history.getState().reload())
      }}
    />
  )
}

type HistoryKeysProps = {
  services: AppServices
  /** The whole history is in sight, and offers what can be done with it. */
  isOpen: boolean
  onSearch: () => void
  onRuns: () => void
}

/** What can be done with the history wherever one is. */
export function HistoryKeys({ services, isOpen, onSearch, onRuns }: HistoryKeysProps) {
  const { offers } = useContextKeymap()
  const [hasUsage, setHasUsage] = useState(false)
  useKeymap({ searchHistory: onSearch })
  useOffers(() => [
    {
      id: 'history.usage',
      label: 'Usage',
      group: 'History',
      keywords: 'tokens cost by day and model chart spent',
      perform: () => setHasUsage(true),
    },
    {
      id: 'history.ofPrompt',
      label: 'Runs of this prompt',
      group: 'History',
      keywords: 'answers so far filter',
      perform: onRuns,
    },
    ...(isOpen ? [] : historyFiles).map(({ id, label }) => ({
      id,
      label,
      group: 'History' as const,
      keywords: 'json lines csv file',
      perform: () => {
        onSearch()
        offers.performWhenThere(id)
      },
    })),
  ])
  if (!hasUsage) return null
  return (
    <Suspense>
      <UsageDialog host={services.host} onClose={() => setHasUsage(false)} />
    </Suspense>
  )
}

/** Which run the response pane shows. */
function useShownRun({ runs }: AppServices): string | null {
  return useStore(runs, (state) => shownRun(state)?.run.id ?? null)
}

export function HistoryPlace({ services, onSearch }: { services: AppServices; onSearch: () => void }) {
  const { history, runs } = services
  const shownId = useShownRun(services)
  return (
    <HistoryList
      history={history}
      shownId={shownId}
      onOpen={(id) => void runs.getState().open(id)}
      onSearch={onSearch}
    />
  )
}
