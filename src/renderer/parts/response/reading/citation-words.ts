import { isObject, type JsonObject, type JsonValue } from '#shared/text/json'

/** One citation as it is read: what it leads to, where in it, and the words that it quotes. Everything is the server's text. */
export type CitationWords = { title: string; place: string; url: string | null; quoted: string }

const longestTitle = 200
const longestQuote = 600

/** The citations of a text block in their order; unknown kinds keep their name. Empty where there are none. */
export function citationsOf(citations: JsonValue | undefined): CitationWords[] {
  return Array.isArray(citations) ? citations.filter(isObject).map(wordsOf) : []
}

function wordsOf(citation: JsonObject): CitationWords {
  const { document_index, document_title, title, source, cited_text } = citation
  const url = typeof citation.url === 'string' ? citation.url : null
  const named = [document_title, title, source, url].find((name) => typeof name === 'string' && name !== '')
  const nameless = typeof document_index === 'number' ? `Document ${document_index + 1}` : 'Source'
  return {
    title: (typeof named === 'string' ? named : nameless).slice(0, longestTitle),
    place: placeOf(citation),
    url,
    quoted: typeof cited_text === 'string' ? cited_text.trim().slice(0, longestQuote) : '',
  }
}

/** Where in the source (the SDK's citation kinds): ends are behind what is meant, and pages count from 1. */
function placeOf(citation: JsonObject): string {
  switch (citation.type) {
    case 'char_location':
      return range('character', citation.start_char_index, citation.end_char_index, 1)
    case 'page_location':
      return range('page', citation.start_page_number, citation.end_page_number, 0)
    case 'content_block_location':
    case 'search_result_location':
      return range('block', citation.start_block_index, citation.end_block_index, 1)
    case 'web_search_result_location':
      return ''
    default:
      return typeof citation.type === 'string' ? citation.type.slice(0, 100) : ''
  }
}

/** `characters 1–45`, counted from 1, the last one included. */
function range(what: string, start: JsonValue | undefined, end: JsonValue | undefined, add: number): string {
  if (typeof start !== 'number' || typeof end !== 'number') return ''
  const [first, last] = [start + add, Math.max(start + add, end + add - 1)]
  return first === last ? `${what} ${first}` : `${what}s ${first}–${last}`
}
