import { useEffect, useState } from 'react'
import { toErrorData } from '#shared/app-error'
import type { Snapshot, SnapshotEntry } from '#shared/library/library'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'

/** The named states of a prompt, and what can be done with them. Failures are told in `problem`. */
export function useSnapshots(promptId: string) {
  const { host, prompts, toaster } = usePromptServices()
  const [list, setList] = useState<SnapshotEntry[] | null>(null)
  const [shown, setShown] = useState<Snapshot | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    host.call('snapshots.list', { promptId }).then(setList, (error: unknown) => setProblem(toErrorData(error).message))
  }, [host, promptId])

  const attempt = (work: Promise<unknown>) => {
    setProblem(null)
    work.catch((error: unknown) => setProblem(toErrorData(error).message))
  }
  const take = async (name: string) => {
    const prompt = prompts.getState().settle()
    if (prompt) setList(await host.call('snapshots.take', { prompt, name }))
  }
  const remove = async (id: string) => {
    const snapshot = await host.call('snapshots.remove', { promptId, id })
    if (shown?.id === id) setShown(null)
    setList(await host.call('snapshots.list', { promptId }))
    const putBack = async () => setList(await host.call('snapshots.restore', { snapshot }))
    toaster.show(`“${snapshot.name}” is deleted.`, { label: 'Undo', onSelect: () => attempt(putBack()) })
  }
  return {
    /** The newest first; `null` until it is there. */
    list,
    /** The one that is compared with the prompt. */
    shown,
    problem,
    /** Resolves once it is taken; without a name it gets a number. */
    take: (name: string, onTaken: () => void) =>
      attempt(take(name.trim() || `Snapshot ${(list?.length ?? 0) + 1}`).then(onTaken)),
    show: (id: string) => attempt(host.call('snapshots.get', { promptId, id }).then(setShown)),
    rename: (id: string, name: string) => attempt(host.call('snapshots.rename', { promptId, id, name }).then(setList)),
    remove: (id: string) => attempt(remove(id)),
  }
}
