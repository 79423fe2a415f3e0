import { z } from 'zod'

export type Theme = 'system' | 'light' | 'dark'

/** What the views remember between starts. Sizes are percentages of the group that a pane is in. */
export const viewSettings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  openPromptId: z.string().max(100).nullable().default(null),
  layout: z
    .record(z.string().max(50), z.union([z.number(), z.boolean(), z.string().max(50), z.array(z.number()).max(10)]))
    .default({}),
})
export type ViewSettings = z.infer<typeof viewSettings>
