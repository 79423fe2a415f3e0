// What stored files hold, for code that has them in itself.
import { type AttachmentSource, attachmentsOf } from '#shared/files/attachment'
import type { Prompt } from '#shared/prompt/prompt'
import type { Host } from '../../host/host.ts'

/** A line in the place of each file: nobody reads base64, and a page that shows 30 MB of it stands still. */
export function shortData(prompt: Prompt): Map<string, string> {
  return new Map(filesOf(prompt).map(({ hash, name, bytes }) => [hash, `${shortMark}${name}, ${bytes} bytes)`]))
}

const shortMark = '(here is the file: '

/** Whether lines of `shortData` stand in some code in the place of its files. */
export function isShortened(code: string): boolean {
  return code.includes(shortMark)
}

/** The files themselves. Rejects with an AppError that names the one which is gone. */
export async function wholeData(prompt: Prompt, host: Pick<Host, 'call'>): Promise<Map<string, string>> {
  const data = new Map<string, string>()
  for (const { hash, media_type, name } of filesOf(prompt)) {
    data.set(hash, (await host.call('attachments.data', { hash, media_type, name })).data)
  }
  return data
}

/** Those that are sent. */
function filesOf({ messages }: Prompt): AttachmentSource[] {
  return attachmentsOf({ messages: messages.filter(({ muted }) => !muted) })
}
