// With citations switched on for a document, the answer quotes its beginning and says where it stands.
import { blocksOf, type DocumentBlock, isDocument, isText } from '../request.ts'
import { type AnswerBlock, type AnswerContext, type Citation, textBlock } from './answer.ts'

/** A sentence on the first document that asks for citations, its quotation carrying one; nothing when none asks. */
export function citedParts({ request, model }: AnswerContext): AnswerBlock[] {
  const documents = request.messages.flatMap(({ content }) => blocksOf(content)).filter(isDocument)
  const index = documents.findIndex(({ citations }) => citations?.enabled === true)
  const document = documents[index]
  const citation = document && citationOf(document, index)
  if (!citation) return []
  return [
    textBlock('Your document says: ', model),
    textBlock(String(citation.cited_text).trim(), model, [citation]),
    textBlock('\n\n', model),
  ]
}

function citationOf({ source, title }: DocumentBlock, index: number): Citation | null {
  const shared = { document_index: index, document_title: title ?? null, file_id: null }
  if (source.type === 'text') {
    const quoted = firstSentence(source.data ?? '')
    const place = { start_char_index: 0, end_char_index: quoted.length }
    return { type: 'char_location', cited_text: quoted, ...shared, ...place }
  }
  if (source.type === 'content') {
    const quoted = blocksOf(source.content).find(isText)?.text ?? ''
    const place = { start_block_index: 0, end_block_index: 1 }
    return { type: 'content_block_location', cited_text: quoted, ...shared, ...place }
  }
  const place = { start_page_number: 1, end_page_number: 2 }
  return { type: 'page_location', cited_text: 'the first page (simulated)', ...shared, ...place }
}

const firstSentence = (text: string) => /^[\s\S]{1,200}?[.!?](?=\s|$)/.exec(text)?.[0] ?? text.slice(0, 200)
