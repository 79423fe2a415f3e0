import { Segmented } from '../../ui/segmented.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { type SourceKind, sourceNames, textIn } from './source-kinds.ts'
import type { SourceChoice } from './use-source.ts'

type SourceKindsProps = { label: string; kinds: readonly SourceKind[]; choice: SourceChoice }

/** The kinds of sources to choose from. */
export function SourceKinds({ label, kinds, choice }: SourceKindsProps) {
  return (
    <Segmented
      label={label}
      options={kinds.map((kind) => ({ value: kind, label: sourceNames[kind] }))}
      value={choice.kind}
      onChange={choice.choose}
    />
  )
}

/** The address of something that the API fetches by itself, or the id of a file that it keeps; nothing for other kinds. */
export function RemoteSource({ choice: { kind, source, type }, group }: { choice: SourceChoice; group: string }) {
  if (kind === 'url') {
    return (
      <TextField
        data-text={`${group}:url`}
        label="URL"
        type="url"
        value={textIn(source.url)}
        placeholder="https://…"
        hint="The API fetches it when the request is sent; Antiphon does not."
        spellCheck={false}
        onChange={(text) => type('url', text)}
      />
    )
  }
  if (kind !== 'id') return null
  return (
    <TextField
      data-text={`${group}:file_id`}
      label="File ID"
      value={textIn(source.file_id)}
      placeholder="file_…"
      hint="Of a file that was uploaded to the Files API with the same key."
      spellCheck={false}
      onChange={(text) => type('file_id', text)}
    />
  )
}
