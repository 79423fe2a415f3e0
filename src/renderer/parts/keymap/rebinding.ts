import { type ActionName, actionList, actions } from './actions.ts'
import type { Bindings, Keymap } from './keymap.ts'
import { reservedReason } from './reserved-keys.ts'

/** Why a key was not taken; for `taken` it can be taken from its present owner. */
export type Refusal = { kind: 'reserved'; reason: string } | { kind: 'taken'; owner: ActionName; reason: string }

/** Why this action may not have this key; `null` where it may. */
export function refusalOf(keymap: Keymap, name: ActionName, key: string): Refusal | null {
  const reason = reservedReason(key, keymap.options)
  if (reason) return { kind: 'reserved', reason }
  const owner = actionList.find(([other]) => other !== name && keymap.keysOf(other).includes(key))
  if (!owner) return null
  return { kind: 'taken', owner: owner[0], reason: `It is the key of “${owner[1].label}”.` }
}

/** The choices of the person with this one key for this action; an owner that it is taken from keeps its other keys. */
export function withKey(keymap: Keymap, name: ActionName, key: string): Bindings {
  const others = actionList.flatMap(([other]) => {
    const keys = keymap.keysOf(other)
    return other !== name && keys.includes(key) ? [[other, keys.filter((item) => item !== key)] as const] : []
  })
  return { ...keymap.bindings(), ...Object.fromEntries(others), [name]: [key] }
}

/** With no key at all for this action. */
export function withoutKeys(keymap: Keymap, name: ActionName): Bindings {
  return { ...keymap.bindings(), [name]: [] }
}

/**
 * With the keys of the map for this action again. Where another action has been given one of them, that one stays with it;
 * `lost` names those.
 */
export function withDefault(keymap: Keymap, name: ActionName): { bindings: Bindings; lost: ActionName[] } {
  const { [name]: _chosen, ...bindings } = keymap.bindings()
  const keys: readonly string[] = actions[name].keys
  const lost = actionList.flatMap(([other]) => (bindings[other]?.some((key) => keys.includes(key)) ? [other] : []))
  return { bindings, lost }
}
