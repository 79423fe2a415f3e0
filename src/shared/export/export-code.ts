// The request as source text, in each language.
import { fileStem } from '../files/file-stem.ts'
import type { Prompt } from '../prompt/prompt.ts'
import { finish, type Steps } from '../steps.ts'
import { writeCsharp } from './csharp.ts'
import { writeCurl } from './curl.ts'
import { writeGo } from './go.ts'
import { writeJava } from './java.ts'
import { type CodeLanguage, type LanguageInfo, languageOf, sdkOf } from './languages.ts'
import { type CodeNote, cannot, how, planNotes, when } from './notes.ts'
import { writePhp } from './php.ts'
import { type CodeOptions, type CodeServer, makePlan, type Plan } from './plan.ts'
import { writePromptfoo } from './promptfoo.ts'
import { writePython } from './python.ts'
import { writeJson } from './raw-json.ts'
import { writeRuby } from './ruby.ts'
import { writeTypescript } from './typescript.ts'
import type { WrittenCode } from './written-code.ts'

/** Code that sends what the app would send. `notes` say what it does in a way of its own, and what it cannot do. */
export type ExportedCode = {
  language: CodeLanguage
  fileName: string
  text: string
  notes: CodeNote[]
  /** What the prompt has, so that there is a choice of how the code has it. */
  has: Plan['has']
}

const writers: Record<CodeLanguage, (plan: Plan, sdk: string) => Steps<WrittenCode>> = {
  python: writePython,
  typescript: writeTypescript,
  curl: writeCurl,
  go: writeGo,
  java: writeJava,
  csharp: writeCsharp,
  ruby: writeRuby,
  php: writePhp,
  json: writeJson,
  promptfoo: writePromptfoo,
}

/**
 * The prompt as code in one language. Built from `buildRequest`, like everything that is sent: muted messages are not in it, and
 * neither is any key, which the code reads from the environment.
 * @param server Where the connection in use leads; code for the simulator goes to Anthropic's own server.
 */
export function exportCode(prompt: Prompt, server: CodeServer, id: CodeLanguage, options: CodeOptions): ExportedCode {
  return finish(codeSteps(prompt, server, id, options))
}

/** The same in steps of a few milliseconds, however long the prompt is. */
export function* codeSteps(
  prompt: Prompt,
  server: CodeServer,
  id: CodeLanguage,
  options: CodeOptions,
): Steps<ExportedCode> {
  const language = languageOf(id)
  // A shell writes no JSON, so that curl takes texts as they are.
  const plan = makePlan(prompt, server, options, { ...language.can, readTexts: id !== 'curl' })
  yield
  const { text, notes } = yield* writers[language.id](plan, sdkOf(language, options.sdk) ?? '')
  const all = [...planNotes(plan), ...abilityNotes(plan, language, options), ...notes, ...placeNotes(server)]
  return { language: id, fileName: fileName(prompt, id, text), text, notes: all, has: plan.has }
}

function placeNotes({ kind }: CodeServer): CodeNote[] {
  return when(kind === 'simulator', how('Run goes to the simulator now; this code goes to Anthropic and needs a key.'))
}

function abilityNotes({ has }: Plan, { label, can }: LanguageInfo, options: CodeOptions): CodeNote[] {
  return [
    ...when(
      has.variables && options.variables === 'parameters' && !can.parameters,
      cannot(`${label} takes no parameters, so the variables are filled in.`),
    ),
    ...when(
      has.files && options.attachments === 'files' && !can.readFiles,
      cannot(`${label} reads no files, so they stand in the request itself.`),
    ),
  ]
}

function fileName({ name }: Prompt, id: CodeLanguage, text: string): string {
  if (id === 'promptfoo') return 'promptfooconfig.yaml'
  // Java wants the file named as the class in it.
  const className = id === 'java' ? /^public class (\w+)/m.exec(text)?.[1] : undefined
  return `${className ?? fileStem(name, 'prompt')}${languageOf(id).ending}`
}
