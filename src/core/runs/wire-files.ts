import type { RequestBody } from '#shared/request/request'
import { sliceText } from '#shared/runs/wire'
import { isObject, type JsonValue } from '#shared/text/json'
import type { FillRequest } from '../library/attachments.ts'
import type { WireStore } from './wire-store.ts'

const all = { offset: 0, limit: Number.MAX_SAFE_INTEGER }

/**
 * A record of the wire that puts stored files back into what was sent: the record keeps references, and files never change.
 * Where one is gone, the references stay in the text, each with the hash of what stood there.
 */
export function withFiles(store: WireStore, fill: FillRequest): WireStore {
  // Whoever reads a long body asks for it piece by piece; it is let go with the last one.
  let latest: { key: string; text: Promise<string> } | null = null

  const filledText = async (runId: string, attempt: number): Promise<string> => {
    const kept = await store.wireText({ runId, attempt, part: 'request', ...all })
    const text = kept?.text ?? ''
    const body = JSON.parse(text) as JsonValue
    if (!isRequestBody(body)) return text
    const filled = await fill({ apiVersion: '', versionReason: '', body }).catch(() => null)
    return filled ? JSON.stringify(filled.body) : text
  }

  return {
    ...store,
    wireText: async (query) => {
      const { runId, attempt, part, offset, limit } = query
      const kept = await store.wireText(query)
      if (!kept?.hasFiles || part !== 'request') return kept
      const key = `${runId} ${attempt}`
      if (latest?.key !== key) latest = { key, text: filledText(runId, attempt) }
      const text = await latest.text
      if (offset + limit >= text.length) latest = null
      return sliceText(text, offset, limit)
    },
  }
}

function isRequestBody(body: JsonValue): body is RequestBody {
  return isObject(body) && Array.isArray(body.messages)
}
