import { createContext, type ReactNode, useContext } from 'react'
import { useStore } from 'zustand'
import { AppError } from '#shared/app-error'
import type { Prompt } from '#shared/prompt/prompt'
import type { Host } from '../../host/host.ts'
import type { Toaster } from '../../ui/toast.tsx'
import { reportFailure } from '../report-failure.ts'
import { type CardsStore, createCardsStore } from './cards/cards-store.ts'
import type { TurnAction } from './cards/turn-action.ts'
import { type ClosedFoldersStore, createClosedFoldersStore } from './closed-folders-store.ts'
import { createEditorRooms, type EditorRooms } from './editor-rooms.ts'
import { type ChangePreviewStore, createChangePreviewStore } from './edits/change-preview-store.ts'
import { announceFindings } from './findings/announce-findings.ts'
import { createFindingsStore, type FindingsState, type FindingsStore } from './findings/findings-store.ts'
import { createRefusedStore, type RefusedStore } from './findings/refused-store.ts'
import { createLastRunStore, type LastRunStore } from './last-run-store.ts'
import { createLibraryDialogStore, type LibraryDialogStore } from './library-dialog-store.ts'
import { createRequestContextStore, type RequestContextStore } from './request-context-store.ts'
import { createPromptStore, type PromptStore } from './store/prompt-store.ts'
import { createTokenCountStore, type TokenCountStore } from './token-count-store.ts'

/** Everything that the views of a prompt need, made once per window. */
export type PromptServices = {
  host: Host
  toaster: Toaster
  /** Has a screen reader say something. */
  announce: (message: string) => void
  prompts: PromptStore
  context: RequestContextStore
  findings: FindingsStore
  tokenCount: TokenCountStore
  /** Changes that are looked at before they are made. */
  preview: ChangePreviewStore
  /** What the API refused in the last run, until it is edited. */
  refused: RefusedStore
  lastRun: LastRunStore
  libraryDialog: LibraryDialogStore
  closedFolders: ClosedFoldersStore
  /** How the cards of messages are shown. */
  cards: CardsStore
  /** Opens what is folded in the editor. */
  rooms: EditorRooms
  /** What the menu of a message offers beside what the card does itself. */
  turnActions: readonly TurnAction[]
}

/** Makes the services. What the first screen can do without, such as the rules, is fetched once `firstScreen` is there. */
export function createPromptServices(
  host: Host,
  toaster: Toaster,
  announce: PromptServices['announce'],
  firstScreen: Promise<void> = Promise.resolve(),
): PromptServices {
  const prompts = createPromptStore(host)
  const context = createRequestContextStore(host)
  const tokenCount = createTokenCountStore(host, prompts, context)
  const findings = createFindingsStore(prompts, context, {
    tokenCount,
    loadRules: () => firstScreen.then(() => import('#shared/rules/rules')),
  })
  announceFindings(findings, prompts, announce)
  const preview = createChangePreviewStore(prompts, context, announce, (work) => reportFailure(toaster, work))
  return {
    host,
    toaster,
    announce,
    prompts,
    context,
    findings,
    tokenCount,
    preview,
    refused: createRefusedStore(prompts),
    lastRun: createLastRunStore(),
    libraryDialog: createLibraryDialogStore(),
    closedFolders: createClosedFoldersStore(host),
    cards: createCardsStore(),
    rooms: createEditorRooms(),
    turnActions: [],
  }
}

const ServicesContext = createContext<PromptServices | null>(null)

export function PromptServicesProvider({ services, children }: { services: PromptServices; children: ReactNode }) {
  return <ServicesContext value={services}>{children}</ServicesContext>
}

/** The services of this window. Throws outside of `PromptServicesProvider`. */
export function usePromptServices(): PromptServices {
  const services = useContext(ServicesContext)
  if (!services) throw new AppError('unexpected', 'A view of a prompt stands outside of PromptServicesProvider.')
  return services
}

/** A part of the open prompt. Only for views that are there while a prompt is open. */
export function usePrompt<Part>(select: (prompt: Prompt) => Part): Part {
  const { prompts } = usePromptServices()
  return useStore(prompts, ({ prompt }) => {
    if (!prompt) throw new AppError('unexpected', 'No prompt is open.')
    return select(prompt)
  })
}

/** A part of what was found about the open prompt. */
export function useFindings<Part>(select: (state: FindingsState) => Part): Part {
  return useStore(usePromptServices().findings, select)
}
