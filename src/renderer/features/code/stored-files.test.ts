import { afterEach, beforeEach, expect, it } from 'vitest'
import { exportCode } from '#shared/export/export-code'
import { type AttachmentSource, attachmentBlock } from '#shared/files/attachment'
import type { Prompt } from '#shared/prompt/prompt'
import { pngFile } from '../../../../test/support/sample-files.ts'
import { createTestCore, createTestHost, type TestCore } from '../../../../test/support/test-core.ts'
import type { Host } from '../../host/host.ts'
import { isShortened, shortData, wholeData } from './stored-files.ts'

let core: TestCore
let host: Host
beforeEach(async () => {
  core = await createTestCore()
  host = createTestHost(core.core)
})
afterEach(() => core.dispose())

const server = { kind: 'anthropic', baseUrl: '', credential: 'bearer' } as const
const options = { stream: false, variables: 'filled', attachments: 'inline' } as const

async function promptWith(...files: [name: string, bytes: Buffer][]): Promise<Prompt> {
  const sources: AttachmentSource[] = []
  for (const [name, bytes] of files) {
    sources.push(await host.call('attachments.add', { name, data: bytes.toString('base64') }))
  }
  return {
    id: 'p',
    name: 'Files',
    model: 'claude-opus-5-5',
    apiVersion: 'automatic',
    system: '',
    messages: [{ id: 'm', role: 'user', content: sources.map(attachmentBlock) }],
    prefill: '',
    settings: { max_tokens: 100 },
  }
}

it('puts stored files into the code whole where they are taken away, and in a few words where they are looked at', async () => {
  const picture = pngFile(4, 4)
  const prompt = await promptWith(['a.png', picture], ['b.txt', Buffer.from('one "two"\r\n')])
  const shown = exportCode(prompt, server, 'json', { ...options, data: shortData(prompt) })
  expect(isShortened(shown.text)).toBe(true)
  expect(shown.text).toContain(`a.png, ${picture.length} bytes`)
  const taken = exportCode(prompt, server, 'json', { ...options, data: await wholeData(prompt, host) })
  expect(isShortened(taken.text)).toBe(false)
  expect(JSON.parse(taken.text)).toMatchObject({
    messages: [
      {
        content: [
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: picture.toString('base64') } },
          { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'one "two"\r\n' } },
        ],
      },
    ],
  })
})

it('names the file that is gone', async () => {
  const prompt = await promptWith(['a.png', pngFile(4, 4)])
  const [message] = prompt.messages
  const gone = JSON.parse(JSON.stringify(message).replace(/[0-9a-f]{64}/, 'f'.repeat(64))) as Prompt['messages'][number]
  await expect(wholeData({ ...prompt, messages: [gone] }, host)).rejects.toThrow(/“a.png” is missing/)
})
