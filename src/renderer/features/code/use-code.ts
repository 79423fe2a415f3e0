import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { type ExportedCode, exportCode } from '#shared/export/export-code'
import type { CodeServer } from '#shared/export/plan'
import type { Prompt } from '#shared/prompt'
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
 */
export function useCode(layout: LayoutStore, connections: ConnectionsStore): ExportedCode | null {
  const { prompts } = usePromptServices()
  const choices = useChoices(layout)
  const server = useStore(connections, (state) => JSON.stringify(serverOf(state)))
  const [code, setCode] = useState<ExportedCode | null>(null)
  useEffect(() => {
    const { language, ...options } = choices
    const write = (prompt: Prompt) =>
      // Safe: written from a server above.
      exportCode(prompt, JSON.parse(server) as CodeServer, language, { ...options, data: shortData(prompt) })
    const writer = createCodeWriter(() => prompts.getState().prompt, write, setCode, idleTimers)
    writer.now()
    const stop = prompts.subscribe(writer.later)
    return () => {
      stop()
      writer.end()
    }
  }, [prompts, choices, server])
  return code
}

type Waiting = { timer: number; idle: number | null }

/** After their time they wait for the browser to have nothing to draw, for a second at most. */
const idleTimers: Timers = {
  now: () => performance.now(),
  setTimeout: (callback, ms) => {
    const waiting: Waiting = { timer: 0, idle: null }
    waiting.timer = window.setTimeout(() => {
      // Safari has no idle callbacks.
      if (!('requestIdleCallback' in window)) return callback()
      waiting.idle = requestIdleCallback(callback, { timeout: 1_000 })
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
