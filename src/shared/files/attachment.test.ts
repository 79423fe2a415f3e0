import { expect, it } from 'vitest'
import type { ContentBlock } from '../prompt/prompt.ts'
import { type AttachmentSource, attachmentBlock, attachmentsOf, putBytes } from './attachment.ts'

const picture: AttachmentSource = {
  type: 'attachment',
  hash: 'a'.repeat(64),
  media_type: 'image/png',
  name: 'cat.png',
  bytes: 3,
  width: 4,
  height: 5,
}
const notes: AttachmentSource = {
  type: 'attachment',
  hash: 'b'.repeat(64),
  media_type: 'text/plain',
  name: 'notes.txt',
  bytes: 2,
}
const data = new Map([
  [picture.hash, 'QUJD'],
  [notes.hash, 'hi'],
])

const body = (...content: ContentBlock[]) => ({
  model: 'm',
  max_tokens: 1,
  messages: [
    { role: 'user' as const, content: 'plain' },
    { role: 'user' as const, content },
  ],
})

it('makes an image block of a picture and a document block of everything else', () => {
  expect([picture, notes].map(attachmentBlock)).toEqual([
    { type: 'image', source: picture },
    { type: 'document', source: notes },
  ])
})

it('puts the bytes in the place of each reference, as the API takes them, and leaves the rest of the block alone', () => {
  const title = { title: 'Notes', citations: { enabled: true }, cache_control: { type: 'ephemeral' } }
  const filled = putBytes(body(attachmentBlock(picture), { ...attachmentBlock(notes), ...title }), data)
  expect(filled.messages[1]?.content).toEqual([
    { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'QUJD' } },
    { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'hi' }, ...title },
  ])
})

it('finds and fills files inside a tool result and inside a document made of blocks', () => {
  const inner = [{ type: 'text', text: 'see' }, attachmentBlock(picture)]
  const result = { type: 'tool_result', tool_use_id: 'toolu_1', content: inner }
  const blocks = { type: 'document', source: { type: 'content', content: inner } }
  const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'QUJD' } }
  const nested = body(result, blocks, attachmentBlock(notes))
  expect(attachmentsOf(nested)).toEqual([picture, picture, notes])
  expect(putBytes(nested, data).messages[1]?.content).toEqual([
    { ...result, content: [inner[0], image] },
    { ...blocks, source: { type: 'content', content: [inner[0], image] } },
    { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'hi' } },
  ])
})

it('touches nothing that only looks like a reference: the input of a tool, a broken hash, an unknown type', () => {
  const look = body(
    {
      type: 'tool_use',
      id: 'toolu_1',
      name: 'attach',
      input: { source: picture, content: [attachmentBlock(picture)] },
    },
    { type: 'image', source: { ...picture, hash: '../../etc/passwd' } },
    { type: 'image', source: { ...picture, media_type: 'image/svg+xml' } },
    { type: 'text', text: 'attachment', source: picture },
  )
  expect(attachmentsOf(look)).toEqual([])
  const filled = putBytes(look, data)
  expect(filled).toEqual(look)
  expect(filled.messages[1]).toBe(look.messages[1])
})
