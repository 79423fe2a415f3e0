import { go } from 'fuzzysort'
import { type ActionName, actionList } from '../../parts/keymap/actions.ts'
import type { Keymap } from '../../parts/keymap/keymap.ts'
import type { Offer } from '../../parts/keymap/offers.ts'

/** A row of the palette. */
export type Command = Pick<Offer, 'id' | 'label' | 'keywords' | 'place' | 'perform'> & {
  group: string
  shortcut: string
}

/** `prompts`: only those that open a prompt. */
export type PaletteKind = 'all' | 'prompts'

/**
 * Everything that can be done now: the actions of the key map, what the features offer, and what is on the screen beside
 * them. Each prints its key.
 */
export function commandsOf(keymap: Keymap, kind: PaletteKind, onScreen: readonly Command[] = []): Command[] {
  const offered = keymap.offers.all().map((offer): Command => ({ ...offer, shortcut: '' }))
  if (kind === 'prompts') return offered.filter(({ group }) => group === 'Prompts')
  const actions = actionList.flatMap(([name, { label, group }]): Command[] =>
    keymap.isRegistered(name) && name !== 'openPalette' ? [{ ...command(keymap, name), label, group }] : [],
  )
  const known = [...actions, ...offered]
  const said = new Set(known.map(({ label }) => label.toLowerCase()))
  return [...known, ...onScreen.filter(({ label }) => !said.has(label.toLowerCase()))]
}

function command(keymap: Keymap, name: ActionName) {
  return { id: `action:${name}`, shortcut: keymap.shortcut(name), perform: () => void keymap.perform(name) }
}

/**
 * The commands in which every typed word is found, the best first: where the name begins with what was typed, then where a word
 * of it does. Without words what was done last comes first.
 */
export function findCommands(commands: readonly Command[], query: string, recent: readonly string[]): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = commands.flatMap((command, place) => {
    const score = scoreOf(command, words)
    if (score === null) return []
    const lately = recent.indexOf(command.id)
    return [{ command, place, score, lately: lately < 0 ? recent.length : lately }]
  })
  found.sort((one, other) => one.score - other.score || one.lately - other.lately || one.place - other.place)
  return found.map(({ command }) => command)
}

/**
 * The prompts whose name or place in the library has these letters in this order, the best first; without letters all of them, what
 * was opened last first.
 */
export function findPrompts(commands: readonly Command[], query: string, recent: readonly string[]): Command[] {
  if (query.trim() === '') return findCommands(commands, '', recent)
  const options = { keys: ['label', 'place'], limit: mostFound, threshold: leastScore }
  return go(query, commands, options).map(({ obj }) => obj)
}

const mostFound = 200
/** Of 1: below it the letters stand too far apart to be meant. */
const leastScore = 0.2

/** Lower is better; `null` where a word is missing. */
function scoreOf({ label, group, keywords = '' }: Command, words: string[]): number | null {
  const name = label.toLowerCase()
  const text = `${name} ${group} ${keywords}`.toLowerCase()
  if (!words.every((word) => text.includes(word))) return null
  if (words.length === 0) return 0
  if (name.startsWith(words.join(' '))) return 0
  const starts = name.split(/[^\p{L}\p{N}]+/u)
  return words.every((word) => starts.some((start) => start.startsWith(word))) ? 1 : 2
}
