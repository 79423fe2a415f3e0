// No credential may be written into a library: its files are copied, shared and kept under version control.
import { AppError } from '#shared/app-error'
import { type AttachmentSource, attachmentsOf, isAttachment } from '#shared/files/attachment'
import { secretRemoved, secretsIn, withoutSecrets } from '#shared/library/secret-kinds'
import { secretPlaces, textsOfPlace } from '#shared/library/secret-places'
import type { Prompt } from '#shared/prompt/prompt'
import type { JsonValue } from '#shared/text/json'
import { mapStrings } from '#shared/text/json-strings'
import type { AttachmentFiles } from './attachment-files.ts'

export type SecretScan = {
  /** Throws an AppError of kind `secret` that says what is where, without showing it. */
  check: (prompt: Prompt) => Promise<void>
  /** The same for the text of a file that is to be kept beside the prompts. */
  checkText: (text: string) => Promise<void>
  /** What `checkText` would refuse in a text, in words. */
  kindsIn: (text: string) => Promise<string[]>
  /** Whether there is nothing in a prompt that `check` would refuse. */
  isClean: (prompt: Prompt) => Promise<boolean>
  /** The prompt with every secret replaced by words that say so. */
  clean: (prompt: Prompt) => Promise<Prompt>
}

/** Local servers take keys such as `ollama`, which are ordinary words. */
const shortestKey = 12

/** The stored files: a key that came later may stand in a text that was clean when it was added. */
type StoredTexts = Pick<AttachmentFiles, 'read' | 'keep'>

/**
 * @param ownKeys The keys that this computer holds: they may have any form. Documented forms of other keys are looked for, too.
 * @param files Where the texts are that prompts refer to.
 */
export function createSecretScan(ownKeys: () => Promise<Iterable<string>>, files?: StoredTexts): SecretScan {
  const keys = async () => [...(await ownKeys())].filter((key) => key.length >= shortestKey)
  const kindsIn = (text: string, own: readonly string[]) => [
    ...new Set([
      ...(own.some((key) => text.includes(key)) ? ['a key that you keep in Antiphon'] : []),
      ...secretsIn(text).map(({ name }) => name),
    ]),
  ]

  async function find(prompt: Prompt): Promise<string[]> {
    const own = await keys()
    const places = secretPlaces(prompt).flatMap(({ label, value }) => {
      const kinds = new Set(textsOfPlace(value).flatMap((text) => kindsIn(text, own)))
      return [...kinds].map((kind) => `${label}: ${kind}`)
    })
    for (const [{ name, hash }, text] of await textsOf(prompt)) {
      const place = `File “${name}”, kept as attachments/${hash.slice(0, 12)}….txt`
      places.push(...kindsIn(text, own).map((kind) => `${place}: ${kind}`))
    }
    return places
  }

  /** The text files of a prompt with what is in them; what is gone holds nothing. */
  async function textsOf(prompt: Prompt): Promise<[source: AttachmentSource, text: string][]> {
    const sources = new Map(attachmentsOf(prompt).map((source) => [source.hash, source]))
    const found: [AttachmentSource, string][] = []
    for (const source of sources.values()) {
      if (source.media_type !== 'text/plain') continue
      const bytes = await files?.read(source).catch((error: unknown) => {
        if (error instanceof AppError) return undefined
        throw error
      })
      if (bytes) found.push([source, bytes.toString('utf8')])
    }
    return found
  }

  return {
    kindsIn: async (text) => kindsIn(text, await keys()),
    isClean: async (prompt) => (await find(prompt)).length === 0,
    check: async (prompt) => {
      const found = await find(prompt)
      if (found.length === 0) return
      throw new AppError(
        'secret',
        'It is not saved, because it holds a secret. A library is no place for one: its files are copied and shared. Your edits are kept outside it.',
        { places: found },
      )
    },
    checkText: async (text) => {
      const found = kindsIn(text, await keys())
      if (found.length === 0) return
      throw new AppError(
        'secret',
        `The file is not added, because it holds a secret: ${found.join(', ')}. A library is no place for one: its files are copied and shared.`,
        { places: found },
      )
    },
    clean: async (prompt) => {
      const own = await keys()
      const cleanText = (text: string) =>
        withoutSecrets(own.reduce((rest, key) => rest.replaceAll(key, secretRemoved), text))
      const others = new Map<string, { hash: string; bytes: number }>()
      for (const [{ hash }, text] of await textsOf(prompt)) {
        const bytes = Buffer.from(cleanText(text))
        if (files && bytes.toString('utf8') !== text)
          others.set(hash, { hash: await files.keep(bytes, 'text/plain'), bytes: bytes.byteLength })
      }
      // Safe: strings stay strings, a reference to a file becomes one to another file, and everything else keeps its form.
      const clean = mapStrings(prompt as unknown as JsonValue, cleanText, cleanText)
      const swap = (_name: string, value: JsonValue) =>
        isAttachment(value) ? { ...value, ...others.get(value.hash) } : value
      return (others.size === 0 ? clean : JSON.parse(JSON.stringify(clean), swap)) as unknown as Prompt
    },
  }
}
