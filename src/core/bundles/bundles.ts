import { setImmediate as breathe } from 'node:timers/promises'
import { AppError } from '#shared/app-error'
import type { AttachmentSource } from '#shared/files/attachment'
import {
  type BundlePart,
  bundleFileName,
  bundleFormat,
  bundleKind,
  bundleLimitBytes,
  mostRunsInBundle,
  sharedKeys,
} from '#shared/library/bundle'
import type { Prompt } from '#shared/prompt/prompt'
import type { JsonValue } from '#shared/text/json'
import type { HandlersOf } from '../handlers.ts'
import type { AttachmentFiles } from '../library/attachment-files.ts'
import type { RunHistory } from '../runs/run-history.ts'
import type { RunStore } from '../runs/run-store.ts'
import { type Piece, type PieceOptions, presetPiece, promptPiece, runPiece } from './bundle-parts.ts'
import type { ReadBundle } from './bundle-reader.ts'
import { createKeyFinder, secretsAt } from './bundle-secrets.ts'
import { type BundleTakerOptions, createBundleTaker } from './bundle-taker.ts'

export type BundleOptions = Omit<BundleTakerOptions, 'history' | 'files'> & {
  readBundle: ReadBundle
  files: AttachmentFiles
  history: BundleTakerOptions['history'] & Pick<RunHistory, 'search'> & Pick<RunStore, 'list' | 'get' | 'prompt'>
  /** The keys of all connections, so that none of them is ever shared. */
  knownKeys: () => Promise<string[]>
}

const runPrefix = 'run:'
/** So many runs are offered at a time: each is read and looked through. */
const runsPerPage = 50
/** Hits of a search come with what was found in them. */
const hitsPerPage = 20

/** The calls on bundles. What is written is read back before it leaves, and nothing of what comes is written before it is asked for. */
export function bundleHandlers(options: BundleOptions): HandlersOf<'bundles'> {
  const { readBundle, files, presets, history, knownKeys } = options
  const taker = createBundleTaker(options)
  const read = (data: string, signal: AbortSignal) => readBundle(Buffer.from(data, 'base64'), signal)

  return {
    'bundles.offer': async ({ prompt }, { signal }) => {
      const how = await pieceOptions()
      return partsOf(await withFiles(await ownPieces(prompt, how, signal), how))
    },
    'bundles.runs': async ({ promptId, text, after }, { signal }) => {
      const how = await pieceOptions()
      const { ids, next } = await findRuns(promptId, text.trim(), after, signal)
      return { parts: partsOf(await withFiles(await runPieces(ids, false, how, signal), how)), next }
    },
    'bundles.pack': async ({ prompt, keys, agreed, withAddresses }, { signal }) => {
      const how = await pieceOptions()
      const runIds = keys.filter((key) => key.startsWith(runPrefix)).map((key) => key.slice(runPrefix.length))
      if (runIds.length > mostRunsInBundle) {
        throw new AppError('invalid-input', `A bundle has at most ${mostRunsInBundle} runs. Choose fewer.`)
      }
      const runs = await runPieces(runIds, withAddresses, how, signal)
      const pieces = await withFiles([...(await ownPieces(prompt, how, signal)), ...runs], how)
      const parts = partsOf(pieces)
      const shared = sharedKeys(parts, new Set([...keys, 'prompt']))
      refuseSecrets(parts, shared, new Set(agreed))
      const text = textOf(pieces.filter(({ part }) => shared.has(part.key)))
      const bytes = Buffer.from(text)
      if (bytes.byteLength > bundleLimitBytes) {
        throw new AppError('invalid-input', `A bundle has at most ${bundleLimitBytes / 1e6} MB. Share less of it.`)
      }
      await readBundle(bytes, signal)
      return { fileName: bundleFileName(prompt.name), text }
    },
    'bundles.read': async ({ data }, { signal }) => taker.look(await read(data, signal)),
    'bundles.import': async ({ data, without }, { signal }) => taker.take(await read(data, signal), without),
  }

  async function pieceOptions(): Promise<PieceOptions> {
    return { holdsKey: createKeyFinder(await knownKeys()) }
  }

  /** The prompt, and every preset. */
  async function ownPieces(prompt: Prompt, how: PieceOptions, signal: AbortSignal): Promise<Piece[]> {
    const pieces = [promptPiece(prompt, how)]
    for (const { id } of await presets['presets.list']({}, { signal })) {
      pieces.push(presetPiece(await presets['presets.get']({ id }, { signal }), how))
    }
    return pieces
  }

  /** As the history finds them; pages that the prompt's own runs leave empty are passed over. */
  async function findRuns(promptId: string, text: string, after: string | null, signal: AbortSignal) {
    if (text === '') {
      const { runs, hasMore } = await history.list({ before: after, limit: runsPerPage, filter: { promptId } })
      return { ids: runs.map(({ id }) => id), next: hasMore ? (runs.at(-1)?.id ?? null) : null }
    }
    const ids: string[] = []
    let next = after
    do {
      signal.throwIfAborted()
      const found = await history.search({
        text,
        filter: { promptId },
        order: 'newest',
        after: next,
        limit: hitsPerPage,
      })
      ids.push(...found.hits.map(({ run }) => run.id))
      next = found.next
    } while (next !== null && ids.length === 0)
    return { ids, next }
  }

  /** Those of the runs that are there and have ended. */
  async function runPieces(
    ids: readonly string[],
    withAddresses: boolean,
    how: PieceOptions,
    signal: AbortSignal,
  ): Promise<Piece[]> {
    const pieces: Piece[] = []
    for (const id of ids) {
      signal.throwIfAborted()
      const [run, from] = await Promise.all([history.get(id), history.prompt(id)])
      if (run && run.state !== 'running') pieces.push(runPiece(run, from, withAddresses, how))
      // Long runs take a while to look through; the windows are served in between.
      await breathe()
    }
    return pieces
  }

  /** With the files that they refer to. */
  async function withFiles(pieces: readonly Piece[], { holdsKey }: PieceOptions): Promise<Piece[]> {
    const sources = new Map(pieces.flatMap((piece) => piece.sources).map((source) => [source.hash, source]))
    const files: Piece[] = []
    for (const source of sources.values()) files.push(await filePiece(source, holdsKey))
    return [...pieces, ...files]
  }

  async function filePiece(source: AttachmentSource, holdsKey: (bytes: Buffer) => boolean): Promise<Piece> {
    const { hash, media_type, name } = source
    const bytes = await files.read(source).catch((error: unknown) => {
      if (error instanceof AppError) return error
      throw error
    })
    const isGone = bytes instanceof AppError
    const isText = media_type === 'text/plain' && !isGone
    const part: BundlePart = {
      key: `file:${hash}`,
      kind: 'file',
      name,
      detail: media_type,
      at: null,
      address: null,
      bytes: isGone ? 0 : Math.ceil(bytes.byteLength / 3) * 4,
      files: [],
      secrets: isText ? secretsAt([['File', bytes.toString('utf8')]]) : [],
      leftOut: [],
      fault: isGone
        ? 'It is missing from this library.'
        : holdsKey(bytes)
          ? 'It holds a key of one of your connections.'
          : null,
    }
    const value = isGone ? null : { hash, media_type, data: bytes.toString('base64') }
    return { part, value, sources: [] }
  }
}

const partsOf = (pieces: readonly Piece[]) => pieces.map(({ part }) => part)

/** Throws where something that would be shared looks like a secret and was not agreed to, or holds a key: that is never shared. */
function refuseSecrets(parts: readonly BundlePart[], shared: ReadonlySet<string>, agreed: ReadonlySet<string>): void {
  const [prompt] = parts
  if (prompt?.fault) throw new AppError('invalid-input', `The prompt cannot be shared. ${prompt.fault}`)
  const open = parts.find(({ key, secrets }) => shared.has(key) && secrets.length > 0 && !agreed.has(key))
  const [secret] = open?.secrets ?? []
  if (!open || !secret) return
  const what = `“${open.name}”, ${secret.place}: ${secret.kind}, ${secret.excerpt}`
  throw new AppError('invalid-input', `Nothing was shared. This looks secret: ${what}. Take it out, or agree to it.`)
}

function textOf(pieces: readonly Piece[]): string {
  const of = (kind: BundlePart['kind']): JsonValue[] =>
    pieces.filter(({ part }) => part.kind === kind).map(({ value }) => value)
  const [prompt] = of('prompt')
  const bundle = {
    kind: bundleKind,
    format: bundleFormat,
    prompt,
    presets: of('preset'),
    runs: of('run'),
    files: of('file'),
  }
  return `${JSON.stringify(bundle)}\n`
}
