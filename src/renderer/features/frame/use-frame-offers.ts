import type { Theme } from '#shared/settings'
import type { Offer } from '../../parts/keymap/offers.ts'
import { useOffers } from '../../parts/keymap/use-keymap.tsx'
import type { LayoutStore } from '../../parts/layout/layout-store.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { useRemovePrompt } from './use-remove-prompt.ts'

const themes: { theme: Theme; label: string }[] = [
  { theme: 'system', label: 'Theme: like the system' },
  { theme: 'light', label: 'Theme: light' },
  { theme: 'dark', label: 'Theme: dark' },
]

/** Offers what the title bar and the library can do and what has no key. */
export function useFrameOffers(layout: LayoutStore, onRename: () => void): void {
  const { prompts, toaster } = usePromptServices()
  const removePrompt = useRemovePrompt()
  useOffers(() => {
    const { entries, prompt } = prompts.getState()
    const library = entries.map(
      ({ id, name, file }): Offer => ({
        id: `prompt:${id}`,
        label: name || 'Untitled',
        group: 'Prompts',
        keywords: `open switch library ${file}`,
        place: file.slice(0, Math.max(0, file.lastIndexOf('/'))),
        perform: () => reportFailure(toaster, prompts.getState().open(id)),
      }),
    )
    const open: Offer[] = prompt
      ? [
          { id: 'prompt.rename', label: 'Rename prompt', group: 'Prompt', perform: onRename },
          {
            id: 'prompt.delete',
            label: 'Delete prompt',
            group: 'Prompt',
            keywords: 'remove trash',
            perform: () => removePrompt(prompt.id, prompt.name),
          },
        ]
      : []
    const looks = themes.map(
      ({ theme, label }): Offer => ({
        id: `theme.${theme}`,
        label,
        group: 'View',
        keywords: 'appearance colours',
        perform: () => layout.getState().setTheme(theme),
      }),
    )
    return [...open, ...looks, ...library]
  })
}
