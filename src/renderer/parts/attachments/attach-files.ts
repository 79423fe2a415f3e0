import { toErrorData } from '#shared/app-error'
import { type AttachmentSource, attachmentBlock } from '#shared/files/attachment'
import type { ContentBlock, PromptMessage } from '#shared/prompt/prompt'
import { addBlock, changeContent } from '../prompt/edits/block-edits.ts'
import { offerUndo } from '../prompt/edits/offer-undo.ts'
import { addMessage, deleteMessage, type PromptEdit } from '../prompt/edits/prompt-edits.ts'
import type { PromptServices } from '../prompt/prompt-services.tsx'
import { addFile } from './add-file.ts'

type Services = Pick<PromptServices, 'host' | 'prompts' | 'toaster' | 'announce'>

/** So many milliseconds a person waits without being told what for. */
const quietMs = 1_000

/**
 * Stores files and puts them at the end of a message, each as a block, all in one step of undo. Files that are refused are
 * named with the reason; the others come all the same.
 * @param messageId `null`: they go to the end of the conversation, and a toast says where that was.
 */
export async function attachFiles(services: Services, messageId: string | null, files: readonly File[]): Promise<void> {
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
  const place = open && open.id === promptId ? placeIn(open.messages, messageId) : null
  if (!place) {
    toaster.show('The message that the files were meant for is not there any more.')
    return
  }
  const blocks = added.map(attachmentBlock)
  prompts.getState().edit(place.add(blocks))
  const words = `${added.map(({ name }) => name).join(', ')} added to message ${place.index + 1}.`
  announce(words)
  if (messageId === null) offerUndo(services, words, place.remove(blocks))
}

type Place = {
  index: number
  add: (blocks: ContentBlock[]) => PromptEdit
  remove: (blocks: ContentBlock[]) => PromptEdit
}

/** The message with this id, or the end: the last message where the user speaks in it, else a new one. */
function placeIn(messages: readonly PromptMessage[], messageId: string | null): Place | null {
  const last = messages.at(-1)
  const id = messageId ?? (last?.role === 'user' && !last.muted ? last.id : null)
  if (id === null) {
    const made: PromptMessage = { id: crypto.randomUUID(), role: 'user', content: '' }
    return {
      index: messages.length,
      add: (content) => addMessage({ ...made, content }),
      remove: () => deleteMessage(made.id),
    }
  }
  const place = { kind: 'message', id } as const
  const index = messages.findIndex((message) => message.id === id)
  if (index < 0) return null
  return {
    index,
    add: (blocks) => (prompt) => blocks.reduce((changed, block) => addBlock(place, block)(changed), prompt),
    remove: (blocks) =>
      changeContent(place, (content) =>
        typeof content === 'string' ? content : content.filter((block) => !blocks.includes(block)),
      ),
  }
}
