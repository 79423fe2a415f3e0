import { useStore } from 'zustand'
import { automaticVersion } from '#shared/prompt'
import { apiVersions, chooseVersion } from '#shared/request'
import { setApiVersion } from '../../parts/prompt/prompt-edits.ts'
import { useFindings, usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Button } from '../../ui/button.tsx'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import styles from './request-strip.module.css'

const meanings: Record<string, string> = {
  '2026-10-21': 'no sampling parameters',
  '2023-06-01': 'takes sampling on older models',
}

/** Which `anthropic-version` is sent, and who chose it. */
export function VersionChip() {
  const { prompts, context } = usePromptServices()
  const { edit } = prompts.getState()
  const pinned = useStore(prompts, ({ prompt }) => prompt?.apiVersion ?? automaticVersion)
  const kind = useStore(context, (state) => state.connectionKind)
  const { apiVersion, versionReason } = useFindings((state) => state)
  const isAutomatic = pinned === automaticVersion
  const { prompt } = prompts.getState()
  const automatic = prompt && chooseVersion({ ...prompt, apiVersion: automaticVersion }, kind)
  const versions: string[] = [...apiVersions]
  if (!isAutomatic && !versions.includes(pinned)) versions.push(pinned)
  const items: (MenuItem | 'separator')[] = [
    {
      label: 'Automatic',
      detail: automatic ? `${automatic.apiVersion}: ${automatic.versionReason}` : undefined,
      checked: isAutomatic,
      onSelect: () => edit(setApiVersion(automaticVersion)),
    },
    'separator',
    ...versions.map((version) => ({
      label: version,
      detail: meanings[version],
      checked: pinned === version,
      onSelect: () => edit(setApiVersion(version)),
    })),
  ]
  return (
    <Menu
      trigger={
        <Button className={styles.chip} title={`anthropic-version ${apiVersion}: ${versionReason}`}>
          <span>
            <span className={styles.quiet}>
              API<VisuallyHidden> version</VisuallyHidden>
            </span>{' '}
            {apiVersion}
          </span>
          <span className={styles.who}>{isAutomatic ? 'auto' : 'pinned'}</span>
        </Button>
      }
      items={items}
    />
  )
}
