import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { codeSteps, type ExportedCode } from '#shared/export/export-code'
import type { CodeServer } from '#shared/export/plan'
import type { Prompt } from '#shared/prompt/prompt'
import type { ConnectionsStore } from '../../parts/connections/connections-store.ts'
import type { LayoutStore } from '../../parts/layout/layout-store.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import type { Timers } from '../../parts/prompt/timers.ts'
import { type CodeChoices, codeChoices } from './code-choices.ts'
import { createCodeWriter } from './code-writer.ts'
import { shortData } from './stored-files.ts'

/** Where the active connection leads. */
export function serverOf({ connections, activeId }: ReturnType<ConnectionsStore['getState']>): CodeServer {
  const {
    kind = 'anthropic',
    baseUrl = '',
    credential = 'bearer',
  } = connections.find(({ id }) => id === activeId) ?? {}
  return { kind, baseUrl, credential }
}

/** What was chosen, kept as one object until something else is. */
export function useChoices(layout: LayoutStore): CodeChoices {
  const text = useStore(layout, (state) => JSON.stringify(codeChoices(state.layout)))
  // Safe: written in the line above.
  return useMemo(() => JSON.parse(text) as CodeChoices, [text])
}

/**
 * The open prompt as code, written anew while it is edited. Stored files are shortened in it. `null` before the first.
 * `isOld`: it is of an older prompt or of other choices, and the new one will take a while.
 */
export function useCode(
  layout: LayoutStore,
  connections: ConnectionsStore,
): { code: ExportedCode | null; isOld: boolean } {
  const { prompts } = usePromptServices()
  const choices = useChoices(layout)
  const server = useStore(connections, (state) => JSON.stringify(serverOf(state)))
  const [code, setCode] = useState<ExportedCode | null>(null)
  const [isOld, setOld] = useState(false)
  useEffect(() => {
    const { language, ...options } = choices
    const write = (prompt: Prompt) =>
      // Safe: written from a server above.
      codeSteps(prompt, JSON.parse(server) as CodeServer, language, { ...options, data: shortData(prompt) })
    const writer = createCodeWriter(
      () => prompts.getState().prompt,
      write,
      { show: setCode, markOld: setOld },
      idleTimers,
    )
    writer.now()
    const stop = prompts.subscribe(writer.later)
    return () => {
      stop()
      writer.end()
    }
  }, [prompts, choices, server])
  return { code, isOld }
}

/** Nobody notices so short a wait. */
const mostIdleMs = 250

type Waiting = { timer: number; idle: number | null }

/** After their time they wait for the browser to have nothing to draw, but not for long. */
const idleTimers: Timers = {
  now: () => performance.now(),
  setTimeout: (callback, ms) => {
    const waiting: Waiting = { timer: 0, idle: null }
    waiting.timer = window.setTimeout(() => {
      // Safari has no idle callbacks.
      if (!('requestIdleCallback' in window)) return callback()
      waiting.idle = requestIdleCallback(callback, { timeout: mostIdleMs })
    }, ms)
    return waiting
  },
  clearTimeout: (waiting) => {
    // Safe: only what setTimeout above returned comes back here.
    const { timer, idle } = waiting as Waiting
    clearTimeout(timer)
    if (idle !== null) cancelIdleCallback(idle)
  },
}
