import { flushSync } from 'react-dom'
import { toolName } from '#shared/prompt/tools'
import type { PromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { moveTool, toolsIn } from './tool-edits.ts'

/** Moves a tool to the place `to`, counted once it was taken out, keeps the focus in it, and says where it went. */
export function moveToolTo({ prompts, announce }: PromptServices, at: number, to: number): void {
  const before = prompts.getState().settle()
  const { activeElement } = document
  flushSync(() => prompts.getState().edit(moveTool(at, to)))
  if (!before || prompts.getState().prompt === before) return
  // Moving an element in the page takes its focus away.
  if (activeElement instanceof HTMLElement && activeElement.isConnected) activeElement.focus()
  announce(`${toolName(toolsIn(before)[at]) || 'The tool'} moved to place ${to + 1}.`)
}
