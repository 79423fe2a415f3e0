// The targets of code export, by name: what the view offers. The writers themselves are not loaded with it.

export type CodeLanguage =
  | 'python'
  | 'typescript'
  | 'curl'
  | 'go'
  | 'java'
  | 'csharp'
  | 'ruby'
  | 'php'
  | 'json'
  | 'promptfoo'

/** A target. `sdks`: the majors of Anthropic's SDK that can be chosen, the newest first; none where the code needs no SDK. */
export type LanguageInfo = {
  id: CodeLanguage
  label: string
  /** Of the file, with its dot. */
  ending: string
  sdks: readonly string[]
  /** Whether variables can be parameters, whether files can be read by the code, and whether streaming is a choice. */
  can: { parameters: boolean; readFiles: boolean; stream: boolean }
}

const all = { parameters: true, readFiles: true, stream: true }

/** Every target, in the order of the list. */
export const languages: readonly LanguageInfo[] = [
  { id: 'python', label: 'Python', ending: '.py', sdks: ['2.x', '1.x', '0.x'], can: all },
  { id: 'typescript', label: 'TypeScript', ending: '.ts', sdks: ['1.x', '0.x'], can: all },
  { id: 'curl', label: 'curl', ending: '.sh', sdks: [], can: { ...all, parameters: false } },
  { id: 'go', label: 'Go', ending: '.go', sdks: [], can: all },
  { id: 'java', label: 'Java', ending: '.java', sdks: [], can: all },
  { id: 'csharp', label: 'C#', ending: '.cs', sdks: [], can: all },
  { id: 'ruby', label: 'Ruby', ending: '.rb', sdks: [], can: all },
  { id: 'php', label: 'PHP', ending: '.php', sdks: [], can: all },
  { id: 'json', label: 'JSON', ending: '.json', sdks: [], can: { parameters: false, readFiles: false, stream: true } },
  {
    id: 'promptfoo',
    label: 'promptfoo',
    ending: '.yaml',
    sdks: [],
    can: { parameters: true, readFiles: false, stream: true },
  },
]

/** The target of this name; the first one where there is none. */
export function languageOf(id: unknown): LanguageInfo {
  // Safe: the list is not empty.
  return languages.find((language) => language.id === id) ?? (languages[0] as LanguageInfo)
}

/** This major where the target has it, else its newest; `null` where it has none. */
export function sdkOf({ sdks }: LanguageInfo, sdk: unknown): string | null {
  return sdks.find((each) => each === sdk) ?? sdks[0] ?? null
}
