// Calls on the app itself: what it is, what happened to files, settings.
import { z } from 'zod'
import type { KeyKeepingOption } from '../connections/key.ts'
import { type ViewSettings, viewSettings } from '../settings.ts'
import { id, nothing } from './fields.ts'
import type { StreamsOf } from './streams.ts'

export const appInputs = {
  'app.info': nothing,
  'app.openLink': z.object({ url: z.string().max(10_000) }),
  'app.notices': nothing,
  'app.dismissNotice': z.object({ id }),
  'settings.get': nothing,
  'settings.set': viewSettings.partial(),
}

export type AppAnswers = {
  'app.info': Promise<AppInfo>
  'app.openLink': Promise<null>
  /** What happened to the person's files, as it becomes known. Ends when the window leaves. */
  'app.notices': AsyncIterable<AppNotice>
  'app.dismissNotice': Promise<null>
  'settings.get': Promise<ViewSettings>
  'settings.set': Promise<ViewSettings>
}

export const appStreams: StreamsOf<AppAnswers> = {
  'app.notices': { merge: () => null, isUrgent: () => true },
}

/** What a view may know about the host that it runs in. A view asks `can`, it never compares platform names. */
export type AppInfo = {
  version: string
  host: 'desktop' | 'browser'
  can: { openLinks: boolean }
  dataFolder: string
  libraryFolder: string
  logFile: string
  keyKeeping: KeyKeepingOption[]
}

/** What the person should know: in words, and where it is about a damaged file the path under which that is kept. */
export type AppNotice = { id: string; message: string; path: string | null }
