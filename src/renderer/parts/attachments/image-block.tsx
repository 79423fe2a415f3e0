import { isObject } from '#shared/text/json'
import { Select } from '../../ui/select.tsx'
import type { BlockEditorProps } from '../prompt/blocks/block-editor.tsx'
import { setBlockFields } from '../prompt/edits/block-edits.ts'
import { useFindings, usePromptServices } from '../prompt/prompt-services.tsx'
import styles from './attachments.module.css'
import { FileCard } from './file-card.tsx'
import { imageLimits } from './file-words.ts'
import { FileZone } from './file-zone.tsx'
import { RemoteSource, SourceKinds } from './source-fields.tsx'
import { useSource } from './use-source.ts'

const accept = 'image/png,image/jpeg,image/gif,image/webp'

/** An image: a file, or where the API finds it. */
export function ImageBlock(props: BlockEditorProps) {
  const { host } = usePromptServices()
  const model = useFindings((state) => state.model)
  const choice = useSource(props)
  const { kind, source, put } = choice
  const isFilled = source.type !== 'url'
  return (
    <div className={styles.form}>
      <div className={styles.top}>
        <SourceKinds label="Image source" kinds={['file', 'url', 'id']} choice={choice} />
        <Oversized {...props} />
      </div>
      {kind === 'file' && (
        <FileZone
          host={host}
          what="image"
          accept={accept}
          isFilled={isFilled}
          limits={imageLimits(model)}
          onAdded={put}
        >
          {isFilled && <FileCard block={props.block} source={source} onStored={put} />}
        </FileZone>
      )}
      <RemoteSource choice={choice} group={props.group} />
    </div>
  )
}

type Oversize = 'unset' | 'downsize' | 'error'

/** What the API does with an image that is larger than the model takes. */
function Oversized({ place, index, block }: BlockEditorProps) {
  const { edit } = usePromptServices().prompts.getState()
  const { oversized_image: set, ...others } = isObject(block.transformations) ? block.transformations : {}
  const value: Oversize = set === 'downsize' || set === 'error' ? set : 'unset'
  const change = (next: Oversize) => {
    const changed = next === 'unset' ? others : { ...others, oversized_image: next }
    edit(setBlockFields(place, index, { transformations: Object.keys(changed).length === 0 ? undefined : changed }))
  }
  return (
    <Select
      label="Oversized image"
      hideLabel
      value={value}
      options={[
        { value: 'unset', label: 'Too large: scaled (not sent)' },
        { value: 'downsize', label: 'Too large: downsize' },
        { value: 'error', label: 'Too large: error' },
      ]}
      onChange={change}
    />
  )
}
