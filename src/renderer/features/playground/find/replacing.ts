// Replace and Replace all: each is one step of the prompt's undo.
import type { EditorView } from '@codemirror/view'
import { withReplaced } from '#shared/find/find-matches'
import { groupedDigits } from '#shared/text/grouped-digits'
import { type Findings, findInTexts } from '../../../parts/find/find-in-texts.ts'
import type { FindStore, Match } from '../../../parts/find/find-store.ts'
import { offerUndo } from '../../../parts/prompt/edits/offer-undo.ts'
import type { PromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { type PromptText, promptTexts } from './prompt-texts.ts'
import { putTextsBack, replaceTexts } from './replace-texts.ts'
import { replacedWords } from './replaced-words.ts'
import { jsonText, jsonView } from './texts-now.ts'

/** More than any prompt has. */
const all = 5_000_000
/** So often is looked again where somebody types meanwhile. */
const mostTries = 5

type Store = FindStore<PromptText>

/** Replaces the present match and goes on to the next one. One that is never changed is said, and left behind. */
export async function replaceOne(services: PromptServices, store: Store, replacement: string): Promise<void> {
  const { present, go, query } = store.getState()
  const match = present()
  if (!match) return
  const { text } = match.of
  if (text.fixed) {
    services.announce(`Never changed: ${text.fixed}.`)
    go(1)
    return
  }
  const options = { replacement, most: all, signal: new AbortController().signal }
  const { found } = await findInTexts(services.host, [text], query, options)
  const insert = found[0]?.inserts?.[match.nth]
  if (insert === undefined) return
  const isDone = text.key === 'json' ? replaceInView(match, insert) : replaceInPrompt(services, match, insert)
  if (!isDone) {
    go(1)
    return
  }
  store.getState().goOnFrom({ key: text.key, at: match.from + insert.length })
  store.getState().lookAgain('now')
}

function replaceInPrompt(
  { prompts, announce }: PromptServices,
  { of, from, to }: Match<PromptText>,
  insert: string,
): boolean {
  const prompt = prompts.getState().settle()
  const text = prompt && currentText(promptTexts(prompt), of.text)
  // It was typed in meanwhile.
  if (!prompt || !text) return true
  const replaced = replaceTexts(prompt, [{ text, places: [from, to], inserts: [insert] }])
  if (replaced.count === 0) {
    announce(replacedWords(replaced))
    return false
  }
  prompts.getState().edit(() => replaced.prompt)
  return true
}

function currentText(texts: Iterable<PromptText>, wanted: PromptText): PromptText | null {
  for (const text of texts) if (text.key === wanted.key) return text.text === wanted.text ? text : null
  return null
}

function replaceInView({ of, from, to }: Match<PromptText>, insert: string): boolean {
  const view = jsonView()
  if (!view || view.state.doc.toString() !== of.text.text) return true
  view.dispatch({ changes: { from, to, insert } })
  return true
}

/** Replaces every match, however many there are, and says what it did, with an Undo. */
export async function replaceAll(services: PromptServices, store: Store, replacement: string): Promise<void> {
  const { query } = store.getState()
  const options = { replacement, most: all, signal: new AbortController().signal }
  for (let tries = 0; tries < mostTries; tries += 1) {
    const view = jsonView()
    const prompt = services.prompts.getState().settle()
    if (!prompt) return
    const texts = view ? [jsonText(view)] : promptTexts(prompt)
    const findings = await findInTexts(services.host, texts, query, options)
    if (findings.problem) return
    if (services.prompts.getState().settle() !== prompt) continue
    if (view) replaceAllInView(services, view, findings)
    else {
      const replaced = replaceTexts(
        prompt,
        findings.found.map(({ text, places, inserts }) => ({ text, places, inserts: inserts ?? [] })),
      )
      services.prompts.getState().edit(() => replaced.prompt)
      say(services, replacedWords(replaced), replaced.prompt !== prompt, putTextsBack(replaced.changed))
    }
    store.getState().lookAgain('now')
    return
  }
}

function replaceAllInView(services: PromptServices, view: EditorView, { found }: Findings<PromptText>): void {
  const [one] = found
  if (!one?.inserts || view.state.doc.toString() !== one.text.text) return
  const { prompts } = services
  const before = prompts.getState().prompt
  const changes = one.inserts.map((insert, at) => ({
    from: one.places[2 * at] ?? 0,
    to: one.places[2 * at + 1] ?? 0,
    insert,
  }))
  view.dispatch({ changes })
  const after = withReplaced(one.text.text, one.places, one.inserts)
  const isStep = prompts.getState().settle() !== before
  say(services, `Replaced ${groupedDigits(changes.length)} in the JSON.`, isStep, (prompt) => {
    // Followed by other edits, it is the editor's own text that is put back, unless that was edited.
    const now = jsonView()
    if (now?.state.doc.toString() === after) {
      now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: one.text.text } })
    }
    return prompt
  })
}

function say(services: PromptServices, words: string, isStep: boolean, putBack: Parameters<typeof offerUndo>[2]): void {
  if (isStep) offerUndo(services, words, putBack)
  else services.toaster.show(words)
}
