// Pictures in Markdown, which Prompty sends as pictures.
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { ContentBlock } from '../prompt/prompt.ts'
import { sourceOf } from './openai/openai-content.ts'
import type { PlacedNote } from './reading.ts'

type Picture = { from: number; to: number; url: string }

/** A text with its pictures as blocks of their own; the text itself where it has none. */
export function withPictures(text: string, notes: PlacedNote[]): string | ContentBlock[] {
  const pictures = text.includes('![') ? picturesIn(fromMarkdown(text)) : []
  if (pictures.length === 0) return text
  const blocks: ContentBlock[] = []
  let at = 0
  const addText = (to: number) => {
    const piece = text.slice(at, to).trim()
    if (piece !== '') blocks.push({ type: 'text', text: piece })
  }
  for (const { from, to, url } of pictures) {
    addText(from)
    at = to
    const isWhole = /^(?:https?|data):/i.test(url)
    if (!isWhole) {
      notes.push({
        at: null,
        what: `This image comes from the file ${url.slice(0, 60)}: choose the file in its place.`,
      })
    }
    blocks.push({ type: 'image', source: isWhole ? sourceOf(url) : { type: 'url', url: '' } })
  }
  addText(text.length)
  return blocks
}

type Node = ReturnType<typeof fromMarkdown> | ReturnType<typeof fromMarkdown>['children'][number]

function picturesIn(node: Node): Picture[] {
  const { position } = node
  if (node.type === 'image' && position?.start.offset !== undefined && position.end.offset !== undefined) {
    return [{ from: position.start.offset, to: position.end.offset, url: decoded(node.url) }]
  }
  return 'children' in node ? node.children.flatMap(picturesIn) : []
}

/** A name in braces may have been escaped as an address. */
function decoded(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}
