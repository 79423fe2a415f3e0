import { toErrorData } from '#shared/app-error'
import { type AttachmentSource, attachmentBlock } from '#shared/attachment'
import { addBlock } from '../prompt/block-edits.ts'
import type { PromptEdit } from '../prompt/prompt-edits.ts'
import type { PromptServices } from '../prompt/prompt-services.tsx'
import { addFile } from './add-file.ts'

type Services = Pick<PromptServices, 'host' | 'prompts' | 'toaster' | 'announce'>

/** So many milliseconds a person waits without being told what for. */
const quietMs = 1_000

/**
 * Stores files and puts them at the end of a message, each as a block, all in one step of undo. Files that are refused are
 * named with the reason; the others come all the same.
 */
export async function attachFiles(services: Services, messageId: string, files: readonly File[]): Promise<void> {
  const { host, prompts, toaster, announce } = services
  const promptId = prompts.getState().prompt?.id
  const stopping = new AbortController()
  const what = files.length === 1 ? 'the file' : `${files.length} files`
  const stop = { label: 'Stop', onSelect: () => stopping.abort() }
  const telling = setTimeout(() => toaster.show(`Adding ${what}…`, stop), quietMs)
  const added: AttachmentSource[] = []
  for (const file of files) {
    try {
      added.push(await addFile(host, file, stopping.signal))
    } catch (error) {
      if (stopping.signal.aborted) break
      toaster.show(toErrorData(error).message)
    }
  }
  clearTimeout(telling)
  if (added.length === 0) return
  const open = prompts.getState().settle()
  const index = open?.messages.findIndex(({ id }) => id === messageId) ?? -1
  if (open?.id !== promptId || index < 0) {
    toaster.show('The message that the files were meant for is not there any more.')
    return
  }
  prompts.getState().edit(addingAll(messageId, added))
  const names = added.map(({ name }) => name).join(', ')
  announce(`${names} added to message ${index + 1}.`)
}

function addingAll(id: string, sources: readonly AttachmentSource[]): PromptEdit {
  return (prompt) =>
    sources.reduce((changed, source) => addBlock({ kind: 'message', id }, attachmentBlock(source))(changed), prompt)
}
