import { ChevronDown, X } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/shallow'
import type { Offer } from '../../parts/keymap/offers.ts'
import { useKeymap, useOffers } from '../../parts/keymap/use-keymap.tsx'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { IconButton } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Menu } from '../../ui/menu.tsx'
import { Pulse } from '../../ui/pulse.tsx'
import { useDragHandle, useDrops } from '../../ui/use-drag.ts'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import styles from './tab-strip.module.css'
import { shownTabs, type Tab, type TabsStore } from './tabs-store.ts'

/**
 * The open prompts, once there are two. Left and Right move between them, Alt with them moves the tab, Delete and the middle
 * button close it.
 * @param running The ids of the prompts of which a run is going.
 */
export function TabStrip({ tabs, running }: { tabs: TabsStore; running: ReadonlySet<string> }) {
  const { prompts, toaster } = usePromptServices()
  const ids = useStore(tabs, (state) => state.ids)
  const openId = useStore(prompts, ({ prompt }) => prompt?.id)
  // Typing changes the prompt, and nothing of this.
  useStore(
    prompts,
    useShallow((state) => shownTabs(ids, state).flatMap((tab) => [tab.id, tab.name, tab.file, tab.hasUnsavedEdits])),
  )
  const shown = shownTabs(ids, prompts.getState())
  const { close, closeOthers, reopen } = tabs.getState()
  const report = (work: Promise<unknown>) => reportFailure(toaster, work)
  useKeymap({
    closeTab: () => shown.length > 1 && openId !== undefined && report(close(openId)),
    reopenTab: () => report(reopen()),
  })
  useOffers(() => {
    if (openId === undefined || shown.length < 2) return []
    const closeAll: Offer = {
      id: 'tabs.closeOthers',
      label: 'Close other tabs',
      group: 'Prompt',
      perform: () => report(closeOthers(openId)),
    }
    return [closeAll]
  })
  return shown.length < 2 ? null : <Strip tabs={tabs} shown={shown} running={running} />
}

type StripProps = { tabs: TabsStore; shown: readonly Tab[]; running: ReadonlySet<string> }

function Strip({ tabs, shown, running }: StripProps) {
  const { prompts, toaster } = usePromptServices()
  const list = useRef<HTMLDivElement>(null)
  const { close, move } = tabs.getState()
  const report = (work: Promise<unknown>) => reportFailure(toaster, work)
  const openId = shown.find(({ isOpen }) => isOpen)?.id ?? ''
  const isCut = useIsCut(list, shown.length)
  useDrops(list, 'tab', move)
  useEffect(() => {
    const open = list.current?.querySelector(`[data-tab="${CSS.escape(openId)}"]`)
    open?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [openId])

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const elements = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-tab]')]
    const place = elements.indexOf(event.target as HTMLElement)
    const id = shown[place]?.id
    if (id === undefined) return
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -place, End: shown.length - 1 - place }[event.key]
    if (event.key === 'Delete') {
      ;(elements[place + 1] ?? elements[place - 1])?.focus()
      report(close(id))
    } else if (step === undefined) return
    else if (event.altKey) move(id, Math.max(0, place + step))
    else elements[Math.min(Math.max(0, place + step), shown.length - 1)]?.focus()
    event.preventDefault()
  }
  return (
    <div className={styles.bar}>
      <div
        ref={list}
        role="tablist"
        aria-label="Open prompts"
        className={styles.strip}
        onKeyDown={onKeyDown}
        onWheel={({ currentTarget, deltaX, deltaY }) => {
          if (deltaX === 0) currentTarget.scrollLeft += deltaY
        }}
      >
        {shown.map((tab) => (
          <TabButton
            key={tab.id}
            tab={tab}
            isRunning={running.has(tab.id)}
            onOpen={() => report(prompts.getState().open(tab.id))}
            onClose={() => report(close(tab.id))}
          />
        ))}
      </div>
      {isCut && (
        <Menu
          align="end"
          trigger={
            <IconButton size="small" label="All open prompts" icon={<ChevronDown size={14} />} className={styles.all} />
          }
          items={() =>
            shown.map((tab) => ({
              label: tab.name || 'Untitled',
              detail: [running.has(tab.id) && 'running', tab.hasUnsavedEdits && 'unsaved edits']
                .filter(Boolean)
                .join(', '),
              checked: tab.isOpen,
              onSelect: () => report(prompts.getState().open(tab.id)),
            }))
          }
        />
      )}
    </div>
  )
}

/** Whether there are more tabs than there is room for. */
function useIsCut(list: RefObject<HTMLElement | null>, count: number): boolean {
  const [isCut, setIsCut] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab changes what there is room for, and tells no observer
  useEffect(() => {
    const element = list.current
    if (!element) return
    const measure = () => setIsCut(element.scrollWidth > element.clientWidth + 1)
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [list, count])
  return isCut
}

type TabButtonProps = { tab: Tab; isRunning: boolean; onOpen: () => void; onClose: () => void }

function TabButton({ tab, isRunning, onOpen, onClose }: TabButtonProps) {
  const { id, name, file, hasUnsavedEdits, isOpen } = tab
  const button = useRef<HTMLButtonElement>(null)
  useDragHandle(button, 'tab', id)
  const isCross = ({ target }: MouseEvent) => target instanceof Element && target.closest('[data-close]') !== null
  return (
    <button
      ref={button}
      type="button"
      role="tab"
      data-tab={id}
      aria-selected={isOpen}
      tabIndex={isOpen ? 0 : -1}
      className={classNames(styles.tab, hasUnsavedEdits && styles.unsaved)}
      title={file === '' ? name : `${name}\n${file}`}
      onClick={(event) => (isCross(event) ? onClose() : onOpen())}
      onMouseDown={(event) => event.button === 1 && event.preventDefault()}
      onAuxClick={(event) => event.button === 1 && onClose()}
    >
      {/* Of the open one the button Stop says it. */}
      {isRunning && !isOpen && <Pulse />}
      <span className={styles.text}>{name || 'Untitled'}</span>
      {isRunning && <VisuallyHidden>, running</VisuallyHidden>}
      {hasUnsavedEdits && <VisuallyHidden>, unsaved edits</VisuallyHidden>}
      {/* For the pointer: the keyboard has Delete. */}
      <span className={styles.end} data-close aria-hidden>
        <X size={12} />
      </span>
    </button>
  )
}
