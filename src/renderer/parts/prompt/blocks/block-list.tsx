import { MoreHorizontal } from 'lucide-react'
import { useRef, useState } from 'react'
import type { ContentBlock } from '#shared/prompt/prompt'
import { Badge } from '../../../ui/badge.tsx'
import { Button, IconButton } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Menu } from '../../../ui/menu.tsx'
import { type BlockPlace, backToPlainText, cacheTime } from '../edits/block-edits.ts'
import { usePromptServices } from '../prompt-services.tsx'
import { addNewBlock } from './add-block-items.ts'
import { blockMenu } from './block-actions.ts'
import { BlockEditor } from './block-editor.tsx'
import styles from './blocks.module.css'
import { editedKind } from './edited-kind.ts'
import { JsonBlock } from './json-block.tsx'
import { blockName } from './new-block.ts'
import { useBlockKeys } from './use-block-keys.ts'
import { useFocusWhenNew } from './use-focus-when-new.ts'

export type BlockListProps = {
  place: BlockPlace
  content: ContentBlock[]
  /** The accessible name of the first text; those after it are numbered. */
  label: string
  group: string
}

/** Content blocks below each other, each with its editor and its menu. Loaded when the first block is shown. */
export function BlockList({ place, content, label, group }: BlockListProps) {
  const keys = useBlockKeys(content)
  if (content.length === 0) return <NoBlocks place={place} />
  return (
    <>
      {content.map((block, index) => (
        <BlockFrame
          key={keys[index]}
          place={place}
          index={index}
          content={content}
          block={block}
          label={label}
          group={`${group}:${index}`}
        />
      ))}
      {place.kind === 'message' && isMaterialOnly(content) && <AddText place={place} />}
    </>
  )
}

const material: ReadonlySet<string> = new Set(['image', 'document', 'search_result'])
const isMaterialOnly = (content: ContentBlock[]) => content.every(({ type }) => material.has(type))

/** Below pictures and documents that nothing is asked about yet. */
function AddText({ place }: { place: BlockPlace }) {
  const services = usePromptServices()
  return (
    <Button
      variant="ghost"
      size="small"
      className={styles.addText}
      data-add-text
      onClick={() => addNewBlock(services, place, 'text')}
    >
      + Text
    </Button>
  )
}

function NoBlocks({ place }: { place: BlockPlace }) {
  const { edit } = usePromptServices().prompts.getState()
  return (
    <p className={styles.note}>
      No blocks: nothing is said.{' '}
      <Button variant="link" onClick={() => edit(backToPlainText(place))}>
        Back to plain text
      </Button>
    </p>
  )
}

type BlockFrameProps = BlockListProps & { index: number; block: ContentBlock }

function BlockFrame({ place, index, content, block, label, group }: BlockFrameProps) {
  // What is typed as JSON stays JSON, also once it happens to be a block that has fields.
  const [isJson, setJson] = useState(editedKind(block) === null)
  const frame = useRef<HTMLDivElement>(null)
  useFocusWhenNew(frame, block)
  const time = cacheTime(block)
  const isText = block.type === 'text' && !isJson
  const Editor = isJson ? JsonBlock : BlockEditor
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out so in every browser
    <div
      ref={frame}
      role="group"
      aria-label={`Block ${index + 1} (${block.type || 'no type'})`}
      data-cache-mark={time ?? undefined}
      data-block-text={place.kind === 'block' ? undefined : index}
      className={classNames(styles.block, isText ? styles.text : styles.boxed, isTool(block) && styles.tool)}
    >
      <div className={styles.header}>
        <span className={styles.kind}>{blockName(block.type) ?? (block.type || 'no type yet')}</span>
        {time && <Badge tone="accent">cache {time}</Badge>}
        <span className={styles.grow} />
        <BlockMenu {...{ place, index, content, block, label, isJson, onJson: setJson }} />
      </div>
      <Editor
        place={place}
        index={index}
        block={block}
        label={index === 0 ? label : `${label} ${index + 1}`}
        group={group}
      />
    </div>
  )
}

type BlockMenuProps = Omit<BlockFrameProps, 'group'> & { isJson: boolean; onJson: (isJson: boolean) => void }

function BlockMenu({ label, ...of }: BlockMenuProps) {
  const services = usePromptServices()
  return (
    <Menu
      align="end"
      items={blockMenu(services, of)}
      trigger={
        <IconButton
          size="small"
          className={styles.menu}
          label={`More for block ${of.index + 1} of ${label.charAt(0).toLowerCase()}${label.slice(1)}`}
          tooltip="More for this block"
          icon={<MoreHorizontal size={13} />}
        />
      }
    />
  )
}

const isTool = ({ type }: ContentBlock) => type === 'tool_use' || type === 'tool_result'
