// What is done with the conversation of the open prompt. Everything can be taken back, by the toast and by Ctrl+Z.
import { asNewConversation, beforeAnswerAt, branchAt, hasConversation } from '#shared/conversation/conversation'
import { isEmptyContent, type Prompt } from '#shared/prompt/prompt'
import { offerUndo } from '../../parts/prompt/edits/offer-undo.ts'
import { focusWhenThere } from '../../parts/prompt/list/focus-when-there.ts'
import type { PromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'

/** Clears the messages to one empty turn of the user; system prompt, settings, tools and prefill stay. */
export function newConversation(services: PromptServices): void {
  const { prompts } = services
  const before = prompts.getState().settle()
  if (!before) return
  const id = crypto.randomUUID()
  if (hasConversation(before)) {
    prompts.getState().edit((prompt) => asNewConversation(prompt, id))
    showWithUndo(services, before, `New conversation: ${count(before.messages.length)} cleared.`)
  }
  focusWhenThere(services, prompts.getState().prompt?.messages[0]?.id ?? id)
}

/** Drops what the model answered at this turn, and all that follows, and runs. */
export function regenerateFrom(services: PromptServices, messageId: string, run: () => void): void {
  const { prompts } = services
  const before = prompts.getState().settle()
  const after = before && beforeAnswerAt(before, messageId)
  if (!before || !after) return
  if (after.messages.length === 0) {
    services.toaster.show('There is no turn before this one to answer.')
    return
  }
  if (after !== before) {
    prompts.getState().edit((prompt) => beforeAnswerAt(prompt, messageId))
    showWithUndo(services, before, `${count(before.messages.length - after.messages.length)} dropped, answered anew.`)
  }
  run()
}

/** Opens a new prompt with the turns up to this one; the parent stays as it is. */
export function branchFrom(services: PromptServices, messageId: string): void {
  const { prompts, toaster } = services
  const parent = prompts.getState().settle()
  if (!parent) return
  const names = prompts.getState().entries.map(({ name }) => name)
  const branch = branchAt(parent, messageId, crypto.randomUUID(), names)
  const show = async () => {
    await prompts.getState().create(branch)
    const back = () => reportFailure(toaster, prompts.getState().open(parent.id))
    toaster.show(`This is “${branch.name}”.`, { label: 'Back to the parent', onSelect: back })
  }
  reportFailure(toaster, show())
}

/** The toast brings the messages back in front of what was written since. */
function showWithUndo(services: PromptServices, before: Prompt, words: string): void {
  const known = new Set(before.messages.map(({ id }) => id))
  const putBack = (later: Prompt): Prompt => {
    const since = later.messages.filter(({ id, content }) => !known.has(id) && !isEmptyContent(content))
    return { ...later, messages: [...before.messages, ...since] }
  }
  offerUndo(services, words, putBack)
}

function count(messages: number): string {
  return `${messages} ${messages === 1 ? 'message' : 'messages'}`
}
