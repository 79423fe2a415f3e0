// What becomes of a checked bundle: said beforehand, then all of it, or nothing.
import { AppError } from '#shared/app-error'
import type { BundleContents, BundleFate, BundleImport, BundleItem } from '#shared/library/bundle'
import { type NewPreset, partsIn } from '#shared/presets/preset'
import { longestName } from '#shared/presets/preset-schema'
import { isSameJson } from '#shared/text/same-json'
import type { HandlersOf } from '../handlers.ts'
import type { AttachmentFiles } from '../library/attachment-files.ts'
import type { Library } from '../library/library.ts'
import type { LibraryPlace } from '../library/library-place.ts'
import { isSamePrompt } from '../library/prompt-file.ts'
import type { RunHistory, TakenRun } from '../runs/run-history.ts'
import { type Place, placesInPreset, placesInPrompt, placesInRun, secretsAt } from './bundle-secrets.ts'
import type { Bundle } from './read-bundle.ts'

export type BundleTakerOptions = {
  library: Pick<Library, 'look'> & Pick<LibraryPlace, 'discard'>
  prompts: HandlersOf<'prompts'>
  presets: HandlersOf<'presets'>
  history: Pick<RunHistory, 'knownRuns' | 'takeRuns'>
  files: AttachmentFiles
  /** What no text of a library may hold, in words. */
  secretsInText: (text: string) => Promise<string[]>
}

/**
 * `look` changes nothing. `take` undoes what it did where a later step fails; files that nothing names may stay. `without`: keys of
 * files that are left out.
 */
export type BundleTaker = {
  look: (bundle: Bundle) => Promise<BundleContents>
  take: (bundle: Bundle, without: readonly string[]) => Promise<BundleImport>
}

/** What a bundle would add. `presets` and `runs` are those that are not here yet. */
type Plan = {
  prompt: BundleFate
  name: string
  presets: { preset: NewPreset; fate: BundleFate }[]
  knownRuns: ReadonlySet<string>
  /** Those of the files that hold any, by their hash. */
  secrets: ReadonlyMap<string, string[]>
}

const importedId = 'imported'
// No handler of prompts or presets looks at it.
const context = { signal: new AbortController().signal }

export function createBundleTaker(options: BundleTakerOptions): BundleTaker {
  const { library, prompts, presets, history, files, secretsInText } = options

  async function planFor(bundle: Bundle): Promise<Plan> {
    const [{ files: saved }, entries, knownRuns] = await Promise.all([
      library.look(),
      presets['presets.list']({}, context),
      history.knownRuns(bundle.runs.map(({ run }) => run.id)),
    ])
    const same = saved.find(({ prompt }) => prompt.id === bundle.prompt.id)
    const isKnown = same !== undefined && isSamePrompt(same.prompt, bundle.prompt)
    const name = freeName(bundle.prompt.name, new Set(saved.map(({ prompt }) => prompt.name)), 500)
    const taken = new Set(entries.map((entry) => entry.name))
    const planned: Plan['presets'] = []
    for (const preset of bundle.presets) {
      const twins = entries.filter((entry) => entry.name === preset.name)
      const stored = await Promise.all(twins.map(({ id }) => presets['presets.get']({ id }, context)))
      const isHere = stored.some(({ parts }) => isSameJson(parts, preset.parts))
      const free = freeName(preset.name, taken, longestName)
      planned.push({ preset, fate: isHere ? { is: 'known' } : fateOf(preset.name, free) })
      if (!isHere) taken.add(free)
    }
    return {
      prompt: isKnown ? { is: 'known' } : fateOf(bundle.prompt.name, name),
      name: isKnown ? bundle.prompt.name : name,
      presets: planned,
      knownRuns: new Set(knownRuns),
      secrets: await secretsOfFiles(bundle),
    }
  }

  async function secretsOfFiles(bundle: Bundle): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>()
    for (const { hash, media_type, bytes } of bundle.files) {
      const kinds = media_type === 'text/plain' ? await secretsInText(new TextDecoder().decode(bytes)) : []
      if (kinds.length > 0) found.set(hash, kinds)
    }
    return found
  }

  return {
    look: async (bundle) => {
      const plan = await planFor(bundle)
      const gone = await missingHere(bundle)
      const missing = gone.map(({ name }) => `The file “${name}” is not in the bundle, and not in this library.`)
      return { items: itemsOf(bundle, plan), notes: [...bundle.notes, ...missing], secrets: secretsIn(bundle) }
    },
    take: async (bundle, without) => {
      const plan = await planFor(bundle)
      const wanted = bundle.files.filter(({ hash }) => !without.includes(fileKey(hash)))
      const secret = wanted.find(({ hash }) => plan.secrets.has(hash))
      if (secret) throw holdsSecret(secret.name, plan.secrets.get(secret.hash) ?? [])
      for (const { bytes, media_type } of wanted) await files.keep(bytes, media_type)
      const undo: (() => Promise<unknown>)[] = []
      try {
        const promptId = await takePrompt(bundle, plan, undo)
        const added = await takePresets(plan, undo)
        const fresh = bundle.runs.filter(({ run }) => !plan.knownRuns.has(run.id))
        const runs = await history.takeRuns(fresh.map((kept) => importedRun(kept, promptId)))
        const total = 1 + bundle.presets.length + bundle.runs.length
        const isNew = plan.prompt.is === 'known' ? 0 : 1
        return { promptId, name: plan.name, added: isNew + added + runs, known: total - isNew - added - runs }
      } catch (error) {
        for (const step of undo.toReversed()) await step()
        throw error
      }
    },
  }

  async function takePrompt({ prompt }: Bundle, plan: Plan, undo: (() => Promise<unknown>)[]): Promise<string> {
    if (plan.prompt.is === 'known') return prompt.id
    const { entry } = await prompts['prompts.create']({ prompt: { ...prompt, name: plan.name } }, context)
    undo.push(() => library.discard(entry.id))
    return entry.id
  }

  async function takePresets(plan: Plan, undo: (() => Promise<unknown>)[]): Promise<number> {
    const fresh = plan.presets.flatMap(({ preset: { name, parts }, fate }): NewPreset[] =>
      fate.is === 'known' ? [] : [{ name: fate.is === 'renamed' ? fate.name : name, parts }],
    )
    if (fresh.length === 0) return 0
    const entries = await presets['presets.add']({ presets: fresh, index: 0 }, context)
    for (const { id } of entries.slice(0, fresh.length)) undo.push(() => presets['presets.remove']({ id }, context))
    return fresh.length
  }

  async function missingHere({ missing }: Bundle): Promise<Bundle['missing']> {
    const isHere = await Promise.all(
      missing.map((source) =>
        files.read(source).then(
          () => true,
          (error: unknown) => {
            if (error instanceof AppError) return false
            throw error
          },
        ),
      ),
    )
    return missing.filter((_source, index) => !isHere[index])
  }
}

const fileKey = (hash: string) => `file:${hash}`

function holdsSecret(name: string, kinds: readonly string[]): AppError {
  const why = `“${name}” holds a secret (${kinds.join(', ')}), and a library is no place for one`
  return new AppError('secret', `Nothing was imported: ${why}. Leave the file out.`, { places: [...kinds] })
}

function fateOf(name: string, free: string): BundleFate {
  return free === name ? { is: 'new' } : { is: 'renamed', name: free }
}

/** The name itself, or the first of `name (imported)`, `name (imported 2)` … that is not taken. */
function freeName(name: string, taken: ReadonlySet<string>, longest: number): string {
  if (!taken.has(name)) return name
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? ' (imported)' : ` (imported ${number})`
    const next = `${name.slice(0, longest - ending.length)}${ending}`
    if (!taken.has(next)) return next
  }
}

/** A run of somebody else's: it belongs to the prompt that came with it, and to no connection of this Antiphon. */
function importedRun({ run, prompt }: Bundle['runs'][number], promptId: string): TakenRun {
  return {
    run: { ...run, promptId, connectionId: importedId, connectionName: 'Imported' },
    prompt: prompt && { ...prompt, id: promptId },
  }
}

function itemsOf({ prompt, runs, files }: Bundle, plan: Plan): BundleItem[] {
  const size = (value: unknown) => Buffer.byteLength(JSON.stringify(value))
  const usual = { at: null, secrets: [] }
  return [
    {
      ...usual,
      key: 'prompt',
      kind: 'prompt',
      name: prompt.name || 'Untitled',
      detail: prompt.model,
      bytes: size(prompt),
      fate: plan.prompt,
    },
    ...files.map(
      ({ hash, name, media_type, bytes }): BundleItem => ({
        ...usual,
        key: fileKey(hash),
        kind: 'file',
        name,
        detail: media_type,
        bytes: bytes.byteLength,
        fate: { is: 'new' },
        secrets: plan.secrets.get(hash) ?? [],
      }),
    ),
    ...plan.presets.map(({ preset, fate }, index): BundleItem => {
      const holds = partsIn(preset.parts).map(({ label }) => label)
      const detail = holds.slice(0, 5).join(', ').slice(0, 120)
      return { ...usual, key: `preset:${index}`, kind: 'preset', name: preset.name, detail, bytes: size(preset), fate }
    }),
    ...runs.map(({ run }): BundleItem => {
      const name = (run.excerpt.trim() || run.error?.title || 'No answer').slice(0, 200)
      const fate: BundleFate = plan.knownRuns.has(run.id) ? { is: 'known' } : { is: 'new' }
      const about = { key: `run:${run.id}`, kind: 'run' as const, name, detail: run.model, at: run.startedAt }
      return { ...usual, ...about, bytes: size(run), fate }
    }),
  ]
}

/** What somebody shared that looks like a secret. */
function secretsIn({ prompt, presets, runs }: Bundle): BundleContents['secrets'] {
  const under = (owner: string, places: Place[]) =>
    secretsAt(places.map(([place, value]) => [`${owner}, ${place}`, value]))
  return [
    ...under('The prompt', placesInPrompt(prompt)),
    ...presets.flatMap(({ name, parts }) => under(`“${name}”`, placesInPreset(parts))),
    ...runs.flatMap((kept, index) => under(`Run ${index + 1}`, placesInRun(kept))),
  ].slice(0, 100)
}
