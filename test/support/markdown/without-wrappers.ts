/**
 * Markup of an answer with everything taken out that only groups and chunks it, so that a streamed and a one-shot
 * rendering can be compared: groups, chunks, the seams of a paragraph's parts, white space between blocks, line
 * endings at the end of code, and the order of a sign's attributes.
 */
export function withoutWrappers(markup: string): string {
  const kept: string[] = []
  const open: string[] = []
  for (const [piece] of markup.matchAll(/<[^>]*>|[^<]+/g)) {
    const isEnd = piece.startsWith('</')
    if (!piece.startsWith('<') || piece.endsWith('/>')) kept.push(piece)
    else if (isEnd) kept.push(open.pop() ?? piece)
    else {
      const isWrapper =
        /^<(?:div|span) data-(?:group|chunk|chunks|parts)=/.test(piece) || /^<div class="[^"]*markdown/.test(piece)
      const isPart = piece.startsWith('<p data-part=')
      open.push(isWrapper ? '' : isPart ? '<seam>' : `</${/^<([a-z0-9]+)/i.exec(piece)?.[1] ?? ''}>`)
      kept.push(isWrapper ? '' : isPart ? '<p>' : piece)
    }
  }
  return kept
    .join('')
    .replaceAll(/<span class="([^"]*)" (data-code="[^"]*" title="[^"]*")>/g, '<span $2 class="$1">')
    .replaceAll('<seam><p>', '')
    .replaceAll(/[\r\n]+<\/code><\/pre>/g, '</code></pre>')
    .replaceAll(/>\s*\n\s*</g, '><')
    .replaceAll(/^\s+|\s+$/g, '')
}
