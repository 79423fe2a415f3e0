/** Something that can be done from one message of the conversation. Whoever does it hands it in; the card's menu offers it. */
export type TurnAction = {
  label: string
  /** In a few words: what it does. */
  detail?: string
  onSelect: (messageId: string) => void
}
