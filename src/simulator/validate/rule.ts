// What every rule looks at, and ways to walk through a request's content.
import type { Model } from '../catalogue.ts'
import { type Block, blocksOf, type MessagesRequest, type Role } from '../request.ts'
import type { ApiVersion } from './request-shape.ts'

export type RuleContext = { request: MessagesRequest; model: Model; version: ApiVersion; betas: readonly string[] }

/** Throws the API's refusal when the request breaks it. */
export type Rule = (context: RuleContext) => void

/** A block and where it stands: `messages.0.content.1`, inside a tool's result `messages.0.content.1.content.0`. */
export type PlacedBlock = { block: Block; path: string; role: Role; messageIndex: number; isNested: boolean }

/** Every block of the messages in order, those inside tool results, search results and documents after their parent. */
export function placedBlocks(request: MessagesRequest): PlacedBlock[] {
  return request.messages.flatMap(({ role, content }, messageIndex) =>
    blocksOf(content).flatMap((block, index) => {
      const path = `messages.${messageIndex}.content.${index}`
      const inside = insideOf(block).map(
        (nested, at): PlacedBlock => ({
          block: nested,
          path: `${path}.content.${at}`,
          role,
          messageIndex,
          isNested: true,
        }),
      )
      return [{ block, path, role, messageIndex, isNested: false }, ...inside]
    }),
  )
}

function insideOf(block: Block): Block[] {
  const content = block.type === 'document' ? (block.source as { content?: unknown }).content : block.content
  const mayHold = ['tool_result', 'search_result', 'document'].includes(block.type)
  return mayHold && Array.isArray(content) ? (content as Block[]) : []
}
