import { languages } from '#shared/export/languages'
import { useOffers } from '../../parts/keymap/use-keymap.tsx'
import type { LayoutStore } from '../../parts/layout/layout-store.ts'
import { chooseLanguage } from './code-choices.ts'
import { showCode } from './code-shown.ts'

/** Offers the code in every language in the command palette. */
export function CodeOffers({ layout }: { layout: LayoutStore }) {
  useOffers(() =>
    languages.map(({ id, label }) => ({
      id: `code.${id}`,
      label: `Code: ${label}`,
      group: 'View',
      keywords: 'export snippet source get code',
      perform: () => {
        chooseLanguage(layout, id)
        showCode(layout, true)
      },
    })),
  )
  return null
}
