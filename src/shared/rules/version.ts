// What the API version decides: which versions there are, and the content that 2026-10-21 no longer takes.

import type { ContentBlock } from '../prompt/prompt.ts'
import { apiVersions, samplingFields } from '../request/api-version.ts'
import { safely, withBlock } from './edits.ts'
import type { Fix, Found, Rule } from './finding.ts'
import { objectOr } from './reading.ts'
import { checkedAt, docs, isNewVersion, messageField, refused, shown, unknownSeverity } from './rule.ts'

const source = `${docs}api/migration-2026-10-21`

const useOlder: Fix = safely('Use 2023-06-01', (prompt) => ({ ...prompt, apiVersion: '2023-06-01' }))

/** A version string that nobody published. */
export const versionKnownRule: Rule = {
  id: 'version-known',
  covers: [],
  checks: 'The anthropic-version is one that Anthropic published.',
  severities: ['error', 'warning'],
  source: `${docs}api/versioning`,
  checkedAt,
  find: (_prompt, context) => {
    if ((apiVersions as readonly string[]).includes(context.apiVersion)) return []
    const reason = `The published versions are ${apiVersions.join(' and ')}; you set ${shown(context.apiVersion)}.`
    const severity = unknownSeverity(context)
    return [{ severity, field: 'api_version', title: 'The API version may be refused', reason, fixes: [useOlder] }]
  },
}

/** Going back is a way out only where nothing else is judged by the older version. */
const olderIfFree = (settings: object): Fix[] => (samplingFields.some((field) => field in settings) ? [] : [useOlder])

/** Version rule 2 */
export const assistantDocumentRule: Rule = {
  id: 'assistant-document',
  covers: [],
  checks: 'API version 2026-10-21 takes no document block directly in an assistant message.',
  severities: ['error'],
  source,
  checkedAt,
  find: ({ settings }, context, { special }) => {
    if (!isNewVersion(context)) return []
    const holding = special.filter(({ facts }) => facts.kinds.has('document'))
    return holding.flatMap(({ message, index, facts }) =>
      facts.blocks.flatMap((block, at): Found[] => {
        if (message.role !== 'assistant' || block.type !== 'document') return []
        const { type, data } = objectOr(block.source)
        const asText =
          typeof data === 'string' && data !== '' && type === 'text' ? [turnIntoText(message.id, at, data)] : []
        const reason = 'API version 2026-10-21 takes no document in an assistant message; 2023-06-01 does.'
        return [
          refused(messageField(index, at), 'The document will be refused', reason, [
            ...olderIfFree(settings),
            ...asText,
          ]),
        ]
      }),
    )
  },
}

const turnIntoText = (id: string, at: number, text: string): Fix =>
  safely('Turn into text', (prompt) =>
    withBlock(prompt, id, at, () => ({ type: 'text', text: text.trimEnd() || text })),
  )

const isCited = ({ type, citations }: ContentBlock) =>
  type === 'text' && Array.isArray(citations) && citations.length > 0

/** Version rule 3 */
export const userCitationsRule: Rule = {
  id: 'user-citations',
  covers: [],
  checks: 'API version 2026-10-21 takes no citations on the text of a user message.',
  severities: ['error'],
  source,
  checkedAt,
  find: ({ settings }, context, { special }) => {
    if (!isNewVersion(context)) return []
    return special.flatMap(({ message, index, facts }) => {
      const cited = message.role === 'user' ? facts.placed.find(({ block }) => isCited(block)) : undefined
      if (!cited) return []
      const reason = 'API version 2026-10-21 takes no citations in a user message; 2023-06-01 does.'
      const leaveOut = safely('Leave citations out', (prompt) => ({
        ...prompt,
        messages: prompt.messages.map((each) =>
          each.id === message.id && typeof each.content !== 'string'
            ? { ...each, content: each.content.map(withoutCitations) }
            : each,
        ),
      }))
      return [
        refused(messageField(index, cited.at), 'Citations will be refused', reason, [
          leaveOut,
          ...olderIfFree(settings),
        ]),
      ]
    })
  },
}

function withoutCitations(block: ContentBlock): ContentBlock {
  if (isCited(block)) {
    const { citations: _gone, ...rest } = block
    return rest as ContentBlock
  }
  if (!Array.isArray(block.content)) return block
  return { ...block, content: (block.content as ContentBlock[]).map(withoutCitations) }
}

export const versionRules: readonly Rule[] = [versionKnownRule, assistantDocumentRule, userCitationsRule]
