// What was read out of something that a person pasted.

import type { FoundSecret } from '../library/secrets.ts'
import type { ContentBlock, PromptVariables, Role } from '../prompt/prompt.ts'
import type { JsonObject } from '../text/json.ts'

/** Something about a paste that the person should know. `line` counts from 1; `null` where it is about no line. */
export type ImportNote = { line: number | null; what: string }

/** The parts of a prompt that a paste says; what it does not say is absent. */
export type ImportedParts = {
  model?: string
  /** Only where the API version that `automatic` means is another one. */
  apiVersion?: string
  system?: string | ContentBlock[]
  messages: { role: Role; content: string | ContentBlock[] }[]
  prefill: string
  /** Settings under their API names, in their order. */
  settings: JsonObject
  betas?: string[]
  headers?: Record<string, string>
  values?: PromptVariables['values']
}

/** One request of a paste. `line` is where it begins; `notes` names what was left out or changed, and where. */
export type ImportedRequest = { title: string; line: number | null; parts: ImportedParts; notes: ImportNote[] }

/**
 * Everything that a paste holds. `format` names what it was taken for. `notes` are about all of it; `secrets` are the keys in
 * it: none of them is in a request.
 */
export type CodeReading = {
  format: string
  requests: ImportedRequest[]
  notes: ImportNote[]
  secrets: FoundSecret[]
}

/** A paste, and what its file was called where it was one. */
export type Paste = { text: string; fileName: string | null }

/**
 * What a reader of one format finds; places are not lines yet but offsets. `path`: the part of a file of JSON or YAML that it is
 * about, where who found it knew the value only.
 */
export type PlacedNote = { at: number | null; what: string; path?: JsonPath }

/** A request as its format has it, before it is in the words of the Messages API. */
export type RawRequest = {
  dialect: 'messages' | 'chat' | 'responses' | 'text'
  title: string | null
  at: number | null
  body: JsonObject
  headers: Record<string, string>
  notes: PlacedNote[]
  values?: PromptVariables['values']
  /** Credentials that the code has written out. */
  keys?: string[]
  /** Where the body stands in a JSON file, and where a part of it begins there. */
  path?: JsonPath
  locate?: (path: JsonPath) => number | null
}

export type JsonPath = readonly (string | number)[]
/** Is told what has no place in a prompt, and where in the body it is. */
export type Tell = (what: string, path?: JsonPath) => void
