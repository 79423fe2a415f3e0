// The shape of every content block that may be sent (Messages API reference, content blocks you can send).
import { anything, bool, type Check, dictionary, list, nullable, object, oneOf, tagged, text, textOr } from './shape.ts'

/** A cache mark, or `null` for none. */
export const cacheControl = nullable(tagged({ ephemeral: object({ type: anything }, { ttl: oneOf('5m', '1h') }) }))

const citationsSwitch = nullable(object({}, { enabled: bool }))

const image: Check = object(
  {
    type: anything,
    source: tagged({
      base64: object({
        type: anything,
        media_type: oneOf('image/jpeg', 'image/png', 'image/gif', 'image/webp'),
        data: text,
      }),
      url: object({ type: anything, url: text }),
      file: object({ type: anything, file_id: text }),
    }),
  },
  {
    cache_control: cacheControl,
    transformations: nullable(object({}, { oversized_image: oneOf('downsize', 'error') })),
  },
)

const textBlock: Check = object(
  { type: anything, text },
  { cache_control: cacheControl, citations: nullable(list(dictionary)) },
)

const documentBlock: Check = object(
  {
    type: anything,
    source: tagged({
      base64: object({ type: anything, media_type: oneOf('application/pdf'), data: text }),
      text: object({ type: anything, media_type: oneOf('text/plain'), data: text }),
      content: object({ type: anything, content: textOr(tagged({ text: textBlock, image })) }),
      url: object({ type: anything, url: text }),
      file: object({ type: anything, file_id: text }),
    }),
  },
  { cache_control: cacheControl, citations: citationsSwitch, title: nullable(text), context: nullable(text) },
)

const searchResult: Check = object(
  { type: anything, source: text, title: text, content: list(tagged({ text: textBlock })) },
  { cache_control: cacheControl, citations: citationsSwitch },
)

const toolResult: Check = object(
  { type: anything, tool_use_id: text },
  {
    content: textOr(
      tagged({
        text: textBlock,
        image,
        document: documentBlock,
        search_result: searchResult,
        tool_reference: dictionary,
        browser_state: dictionary,
      }),
    ),
    is_error: bool,
    cache_control: cacheControl,
    toolset_name: nullable(text),
  },
)

const toolUse: Check = object(
  { type: anything, id: text, name: text, input: dictionary },
  { cache_control: cacheControl, caller: dictionary, toolset_name: nullable(text) },
)

/** A block of a message. What server tools left behind is sent back as received, so it is not looked into. */
export const contentBlock = tagged(
  {
    text: textBlock,
    image,
    document: documentBlock,
    search_result: searchResult,
    thinking: object({ type: anything, thinking: text, signature: text }),
    redacted_thinking: object({ type: anything, data: text }),
    tool_use: toolUse,
    tool_result: toolResult,
    server_tool_use: dictionary,
    container_upload: object({ type: anything, file_id: text }, { cache_control: cacheControl }),
  },
  (tag) => (tag.endsWith('_tool_result') ? dictionary : null),
)

/** A block of the system prompt. */
export const systemBlock = tagged({ text: textBlock })
