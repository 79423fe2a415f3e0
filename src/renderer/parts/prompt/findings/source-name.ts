/** The parts of an address that say only where its page stands, not what it is about. */
const shelves = new Set(['docs', 'en', 'api', 'about-claude', 'build-with-claude', 'blob', 'main', 'src', 'issues'])

/**
 * What a source is called: `Claude docs, errors: prefill not supported`. An address that cannot be read stands for itself.
 */
export function sourceName(source: string): string {
  const url = URL.parse(source)
  if (!url) return source
  const page = url.pathname.split('/').filter((part) => part !== '' && !shelves.has(part))
  const site = url.host === 'platform.claude.com' ? 'Claude docs' : url.host
  const place = page.length > 0 ? `, ${page.map(words).join(' ')}` : ''
  return `${site}${place}${url.hash === '' ? '' : `: ${words(url.hash.slice(1))}`}`
}

/** A part of an address as words; dashes inside a date or a version stay. */
function words(part: string): string {
  return part.replaceAll(/[-_](?=\D)|(?<=\D)[-_]/g, ' ')
}
