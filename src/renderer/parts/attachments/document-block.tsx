import type { ContentBlock } from '#shared/prompt/prompt'
import { isObject } from '#shared/text/json'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { AddBlockMenu } from '../prompt/blocks/add-block-menu.tsx'
import type { BlockEditorProps } from '../prompt/blocks/block-editor.tsx'
import { BlockList } from '../prompt/blocks/block-list.tsx'
import { type BlockPlace, setBlockFields } from '../prompt/edits/block-edits.ts'
import { useFindings, usePromptServices } from '../prompt/prompt-services.tsx'
import { PromptText } from '../prompt/text/prompt-text.tsx'
import styles from './attachments.module.css'
import { FileCard } from './file-card.tsx'
import { documentLimits } from './file-words.ts'
import { FileZone } from './file-zone.tsx'
import { RemoteSource, SourceKinds } from './source-fields.tsx'
import { textIn } from './source-kinds.ts'
import { useSource } from './use-source.ts'

const accept = 'application/pdf,text/*,.md,.csv,.json,.log,.yaml,.yml,.xml,.tex'

/** A document: a file, its text, blocks, or where the API finds it; and what is told of it beside its content. */
export function DocumentBlock(props: BlockEditorProps) {
  const { host } = usePromptServices()
  const model = useFindings((state) => state.model)
  const choice = useSource(props)
  const { kind, source, put } = choice
  const isFilled = source.type !== 'url'
  return (
    <div className={styles.form}>
      <div className={styles.top}>
        <SourceKinds label="Document source" kinds={['file', 'text', 'content', 'url', 'id']} choice={choice} />
      </div>
      {kind === 'file' && (
        <FileZone
          host={host}
          what="document"
          accept={accept}
          isFilled={isFilled}
          limits={documentLimits(model)}
          onAdded={put}
        >
          {isFilled && <FileCard block={props.block} source={source} onStored={put} />}
        </FileZone>
      )}
      {kind === 'text' && <DocumentText {...props} />}
      {kind === 'content' && <DocumentBlocks {...props} />}
      <RemoteSource choice={choice} group={props.group} />
      <DocumentFacts {...props} />
    </div>
  )
}

function DocumentText({ place, index, block, group, label }: BlockEditorProps) {
  const source = isObject(block.source) ? block.source : {}
  return (
    <div className={styles.text}>
      <PromptText
        label={`${label} (document)`}
        group={`${group}:data`}
        value={textIn(source.data)}
        placeholder="The text of the document"
        change={(data) => setBlockFields(place, index, { source: { ...source, data } })}
      />
    </div>
  )
}

/** Texts and images, each of which the model can cite by itself; a content that is one text is edited as one. */
function DocumentBlocks({ place, index, block, group, label }: BlockEditorProps) {
  const source = isObject(block.source) ? block.source : {}
  const { content } = source
  if (typeof content === 'string') {
    return (
      <div className={styles.text}>
        <PromptText
          label={`${label} (document)`}
          group={`${group}:data`}
          value={content}
          change={(text) => setBlockFields(place, index, { source: { ...source, content: text } })}
        />
      </div>
    )
  }
  const inner: BlockPlace = { kind: 'block', parent: place, index, field: 'source.content' }
  // Safe: a list of blocks, or of what the list draws as JSON.
  const blocks = (Array.isArray(content) ? content : []) as ContentBlock[]
  return (
    <div className={styles.text}>
      <BlockList place={inner} content={blocks} label={`${label} (document)`} group={`${group}:in`} />
      <AddBlockMenu place={inner} holder="document" of="the document" trigger="text" />
    </div>
  )
}

/** Title and context are read by the model; citations let it point at places in the document. */
function DocumentFacts({ place, index, block, group }: BlockEditorProps) {
  const { edit } = usePromptServices().prompts.getState()
  const { title, context, citations } = block
  const others = isObject(citations) ? citations : {}
  const set = (field: 'title' | 'context') => (text: string) =>
    edit(setBlockFields(place, index, { [field]: text === '' ? undefined : text }), `${group}:${field}`)
  return (
    <div className={styles.fields}>
      <TextField
        data-text={`${group}:title`}
        label="Title"
        value={textIn(title)}
        placeholder="not sent"
        onChange={set('title')}
      />
      <TextField
        data-text={`${group}:context`}
        label="Context"
        value={textIn(context)}
        placeholder="not sent"
        onChange={set('context')}
      />
      <Switch
        label="Citations"
        checked={others.enabled === true}
        onChange={(enabled) =>
          edit(setBlockFields(place, index, { citations: enabled ? { ...others, enabled } : undefined }))
        }
      />
    </div>
  )
}
