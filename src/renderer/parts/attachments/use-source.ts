import { useRef, useState } from 'react'
import { isObject, type JsonObject } from '#shared/text/json'
import type { BlockEditorProps } from '../prompt/blocks/block-editor.tsx'
import { setBlockFields } from '../prompt/edits/block-edits.ts'
import { usePromptServices } from '../prompt/prompt-services.tsx'
import { emptySource, type SourceKind, sourceKind } from './source-kinds.ts'

export type SourceChoice = {
  kind: SourceKind
  source: JsonObject
  /** Chooses another kind; what was there of that kind comes back. */
  choose: (kind: SourceKind) => void
  /** Puts another source in, as one step of undo. */
  put: (source: JsonObject) => void
  /** Changes one text of the source; keystrokes that follow each other are one step of undo. */
  type: (field: string, text: string) => void
}

/** Where the content of a block comes from, and how that is changed. */
export function useSource({ place, index, block, group }: BlockEditorProps): SourceChoice {
  const { edit } = usePromptServices().prompts.getState()
  const source = isObject(block.source) ? block.source : {}
  const found = sourceKind(source) ?? 'file'
  // An empty address is the same whether a file or a URL is to come: the choice tells.
  const [chosen, setChosen] = useState<SourceKind>(found)
  const isEmpty = source.type === 'url' && source.url === ''
  const kind = isEmpty && chosen === 'url' ? 'url' : found
  const known = useRef(new Map<SourceKind, JsonObject>())

  const put = (next: JsonObject) => edit(setBlockFields(place, index, { source: next }))
  return {
    kind,
    source,
    choose: (next) => {
      if (!isEmpty) known.current.set(kind, source)
      setChosen(next)
      put(known.current.get(next) ?? emptySource(next))
    },
    put,
    type: (field, text) =>
      edit(setBlockFields(place, index, { source: { ...source, [field]: text } }), `${group}:${field}`),
  }
}
