import { useEffect, useState } from 'react'
import type { RunSummary } from '#shared/runs/run'
import { HistoryView, type HistoryViewProps } from './history-view.tsx'
import { createHistoryViewStore, type HistoryViewStore } from './history-view-store.ts'
import { createTransferStore, type TransferStore } from './transfer-store.ts'

/** What stays of the history while it is closed: what was searched for, and where one was. */
export type HistoryKeeper = { store: HistoryViewStore | null; transfer: TransferStore | null }

/** `promptId`: only the runs of this prompt are wanted; `null`: what was searched for last. */
export type HistoryAsked = { times: number; promptId: string | null }

type HistoryRoomProps = Omit<HistoryViewProps, 'store' | 'transfer' | 'searchAsked'> & {
  asked: HistoryAsked
  keeper: HistoryKeeper
  /** The run that has begun or ended last, in this window. */
  changed: RunSummary | undefined
}

/** The whole history, in the place of the editor. */
export function HistoryRoom({ keeper, changed, asked, ...view }: HistoryRoomProps) {
  const [store] = useState(() => {
    keeper.store ??= createHistoryViewStore(view.host)
    return keeper.store
  })
  const [transfer] = useState(() => {
    keeper.transfer ??= createTransferStore(view.host, () => {
      void store.getState().reload()
      view.onChanged()
    })
    return keeper.transfer
  })
  useEffect(() => {
    if (changed) store.getState().put(changed)
  }, [store, changed])
  useEffect(() => {
    if (asked.promptId !== null) store.getState().showRunsOf(asked.promptId)
  }, [store, asked])
  return <HistoryView store={store} transfer={transfer} searchAsked={asked.times} {...view} />
}
