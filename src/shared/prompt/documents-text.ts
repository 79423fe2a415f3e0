import type { VariableDocument } from './prompt.ts'

/**
 * Documents as the text that a model reads: numbered from 1, each in tags of its own. What a document holds cannot close
 * those tags or open others: see `documentTags`.
 */
export function documentsText(documents: readonly VariableDocument[]): string {
  const each = documents.map(
    ({ title, text }, index) =>
      `<document index="${index + 1}">\n${title === '' ? '' : `<source>${inOneLine(title)}</source>\n`}<document_content>\n${text.replace(documentTags, '&lt;')}\n</document_content>\n</document>\n`,
  )
  return `<documents>\n${each.join('')}</documents>`
}

/** The `<` of a tag that would be taken for one of ours: it is written `&lt;`, and nothing else of a text is changed. */
const documentTags = /<(?=[\s/]*document(?:s|_content)?\b)/gi

/** How many tags of a text are written with `&lt;`. */
export function escapedTags(text: string): number {
  return text.match(documentTags)?.length ?? 0
}

function inOneLine(title: string): string {
  return title.replace(/\s+/g, ' ').trim().replaceAll('<', '&lt;')
}
