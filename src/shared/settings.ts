import { z } from 'zod'

export type Theme = 'system' | 'light' | 'dark'

/**
 * What the views remember between starts. Sizes are per cent of what the panes share, or pixels where the name ends in
 * `Px`. No field has a default here: a change names some fields only, and a default would reset the others.
 */
export const viewSettings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  openPromptId: z.string().max(100).nullable(),
  /** The prompts that have a tab, by id. */
  openTabs: z.array(z.string().max(100)).max(200),
  /** The folders of libraries that are closed: the path of the library, a blank, the path of the folder in it. */
  closedFolders: z.array(z.string().max(12_000)).max(1_000),
  layout: z.record(
    z.string().max(50),
    z.union([z.number(), z.boolean(), z.string().max(50), z.array(z.number()).max(10)]),
  ),
  /** The keys that the person chose, by the name of the action; no key at all is a choice, too. */
  keys: z.record(z.string().max(50), z.array(z.string().max(50)).max(4)),
  /** Runs that are older, and have no star, are deleted; `null` keeps all of them. */
  historyKeepDays: z.number().int().min(1).max(10_000).nullable(),
  /** What was done last from the command palette, the newest first. */
  recentActions: z.array(z.string().max(200)).max(20),
})
export type ViewSettings = z.infer<typeof viewSettings>

/** The settings of a first start, and of every field whose stored value is unusable. */
export const defaultViewSettings: ViewSettings = {
  theme: 'system',
  openPromptId: null,
  openTabs: [],
  closedFolders: [],
  layout: {},
  keys: {},
  historyKeepDays: null,
  recentActions: [],
}
