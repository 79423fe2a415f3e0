import type { Role } from '#shared/prompt/prompt'
import type { MenuItem } from '../../../ui/menu.tsx'
import type { Offer } from '../../keymap/offers.ts'
import { addBlockItems } from '../blocks/add-block-items.ts'
import type { PromptServices } from '../prompt-services.tsx'
import { messageMenu } from './message-menu.ts'

/** What the palette offers for one message: that which has the focus or had it last, else the last of all. */
export function messageOffers(services: PromptServices, legal: readonly Role[]): Offer[] {
  const messages = services.prompts.getState().settle()?.messages ?? []
  const { cards } = services
  const { worked } = cards.getState()
  const known = messages.findIndex(({ id }) => id === worked)
  const index = known < 0 ? messages.length - 1 : known
  const message = messages[index]
  if (!message) return []
  const { id, role } = message
  const isCollapsed = cards.getState().collapsed.has(id)
  const isSelected = cards.getState().selected.has(id)
  const items: (MenuItem | 'separator')[] = [
    ...addBlockItems(services, { kind: 'message', id }, role).map((item) => ({
      ...item,
      label: `Add block: ${item.label}`,
    })),
    { label: isCollapsed ? 'Open' : 'Collapse', onSelect: () => cards.getState().toggleCollapsed(id) },
    { label: isSelected ? 'Deselect' : 'Select', onSelect: () => cards.getState().select(id, !isSelected) },
    ...messageMenu(services, { id, role, index, legal }),
  ]
  return items.flatMap((item) =>
    item === 'separator' || item.disabled
      ? []
      : [
          {
            id: `message:${item.label}`,
            label: `Message ${index + 1}: ${item.label}`,
            group: 'Messages' as const,
            keywords: item.detail,
            perform: item.onSelect,
          },
        ],
  )
}
