// What was chosen for the code, remembered between starts.
import { type CodeLanguage, languageOf, sdkOf } from '#shared/export/languages'
import type { CodeOptions } from '#shared/export/plan'
import { flag, type LayoutStore } from '../../parts/layout/layout-store.ts'

export type CodeChoices = Required<Omit<CodeOptions, 'data'>> & { language: CodeLanguage }

type Layout = ReturnType<LayoutStore['getState']>['layout']

const languageName = 'code.language'
const sdkName = (language: CodeLanguage) => `code.sdk.${language}`

export function codeChoices(layout: Layout): CodeChoices {
  const language = languageOf(layout[languageName])
  return {
    language: language.id,
    sdk: sdkOf(language, layout[sdkName(language.id)]),
    stream: flag(layout, 'code.stream', true),
    variables: flag(layout, 'code.filled', false) ? 'filled' : 'parameters',
    attachments: flag(layout, 'code.inline', false) ? 'inline' : 'files',
  }
}

export function chooseLanguage(layout: LayoutStore, language: CodeLanguage): void {
  layout.getState().remember(languageName, language)
}

export function chooseSdk(layout: LayoutStore, language: CodeLanguage, sdk: string): void {
  layout.getState().remember(sdkName(language), sdk)
}

export function choose(layout: LayoutStore, name: 'stream' | 'filled' | 'inline', isChosen: boolean): void {
  layout.getState().remember(`code.${name}`, isChosen)
}
