// Every call between a view and the core, by area in `contract/`.
import type { z } from 'zod'
import { type AppAnswers, appInputs, appStreams } from './contract/app.ts'
import { type ConnectionAnswers, connectionInputs, connectionStreams } from './contract/connections.ts'
import { type ExchangeAnswers, exchangeInputs } from './contract/exchange.ts'
import { type FindAnswers, findInputs } from './contract/find.ts'
import { type HistoryAnswers, historyInputs, historyStreams } from './contract/history.ts'
import { type LibraryAnswers, libraryInputs, libraryStreams } from './contract/library.ts'
import { type ModelAnswers, modelInputs, modelStreams } from './contract/models.ts'
import { type PresetAnswers, presetInputs } from './contract/presets.ts'
import { type PromptAnswers, promptInputs, promptStreams } from './contract/prompts.ts'
import { type RunAnswers, runInputs, runStreams } from './contract/runs.ts'
import { type SimulatorAnswers, simulatorInputs } from './contract/simulator.ts'
import type { StreamRules } from './contract/streams.ts'

/** What each call takes: one JSON object, checked at the core's door, because a page is not trusted. */
export const inputs = {
  ...appInputs,
  ...modelInputs,
  ...connectionInputs,
  ...promptInputs,
  ...libraryInputs,
  ...presetInputs,
  ...exchangeInputs,
  ...findInputs,
  ...runInputs,
  ...historyInputs,
  ...simulatorInputs,
} satisfies Record<string, z.ZodType>

/** What each call answers: once (`Promise`), or as a stream of events (`AsyncIterable`). */
export type Answers = AppAnswers &
  ModelAnswers &
  ConnectionAnswers &
  PromptAnswers &
  LibraryAnswers &
  PresetAnswers &
  ExchangeAnswers &
  FindAnswers &
  RunAnswers &
  HistoryAnswers &
  SimulatorAnswers

export type CallName = keyof Answers
export type Input<Name extends CallName> = z.input<(typeof inputs)[Name]>
export type CheckedInput<Name extends CallName> = z.output<(typeof inputs)[Name]>
/** The calls that answer once, and the ones that answer as a stream. */
export type OnceName = { [Name in CallName]: Answers[Name] extends Promise<unknown> ? Name : never }[CallName]
export type StreamName = Exclude<CallName, OnceName>
export type Answer<Name extends OnceName> = Awaited<Answers[Name]>
export type EventOf<Name extends StreamName> = Answers[Name] extends AsyncIterable<infer Event> ? Event : never

/** How each stream goes to a window. */
export const streams: { [Name in StreamName]: StreamRules<EventOf<Name>> } = {
  ...appStreams,
  ...modelStreams,
  ...connectionStreams,
  ...promptStreams,
  ...libraryStreams,
  ...runStreams,
  ...historyStreams,
}
