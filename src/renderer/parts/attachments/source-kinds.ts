// Where the content of an image or document block comes from.
import { isObject, type JsonObject, type JsonValue } from '#shared/text/json'

export type SourceKind = 'file' | 'text' | 'content' | 'url' | 'id'

export const sourceNames: { [Kind in SourceKind]: string } = {
  file: 'File',
  text: 'Text',
  content: 'Blocks',
  url: 'URL',
  id: 'File ID',
}

/** A field as text; what is no text has none. */
export function textIn(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** The kind of a source; an empty URL is nothing chosen yet, and `null` one that has no fields here. */
export function sourceKind(source: JsonValue | undefined): SourceKind | null {
  if (!isObject(source)) return null
  switch (source.type) {
    case 'attachment':
    case 'base64':
      return 'file'
    case 'text':
    case 'content':
      return source.type
    case 'url':
      return source.url === '' ? 'file' : 'url'
    case 'file':
      return 'id'
    default:
      return null
  }
}

/** A source of this kind with nothing in it; of a file, what stands there until one is chosen. */
export function emptySource(kind: SourceKind): JsonObject {
  switch (kind) {
    case 'text':
      return { type: 'text', media_type: 'text/plain', data: '' }
    case 'content':
      return { type: 'content', content: [{ type: 'text', text: '' }] }
    case 'id':
      return { type: 'file', file_id: '' }
    case 'url':
    case 'file':
      return { type: 'url', url: '' }
  }
}
