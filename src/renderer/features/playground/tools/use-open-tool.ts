import { useLayoutEffect, useRef, useState } from 'react'
import type { JsonValue } from '#shared/text/json'
import { useBlockKeys } from '../../../parts/prompt/blocks/use-block-keys.ts'

/** Keys that stay with the tools while they move, and which tool is open; one that is alone is open at first. */
export function useOpenTool(tools: readonly JsonValue[]) {
  const keys = useBlockKeys(tools)
  const latest = useRef(keys)
  useLayoutEffect(() => {
    latest.current = keys
  })
  const [openKey, setOpenKey] = useState(() => (tools.length === 1 ? (keys[0] ?? null) : null))
  return {
    keys,
    isOpen: (at: number) => openKey !== null && keys[at] === openKey,
    /** Opens the tool that stands there by now, closes the others; `null` closes all. */
    open: (at: number | null) => setOpenKey(at === null ? null : (latest.current[at] ?? null)),
  }
}
