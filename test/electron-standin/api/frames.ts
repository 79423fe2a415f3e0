// The frames of one page, as Electron's WebFrameMain shows them.
import type { DevToolsSession } from '../chromium/devtools.ts'
import { strict } from '../strict.ts'
import { originOf, toAppUrl } from './schemes.ts'

/** The part of Electron's WebFrameMain that this stand-in has. */
export type WebFrameMain = {
  readonly url: string
  readonly origin: string
  readonly name: string
  readonly parent: WebFrameMain | null
  readonly top: WebFrameMain | null
  readonly frames: WebFrameMain[]
  readonly processId: number
  readonly routingId: number
  readonly frameToken: string
  readonly detached: boolean
  isDestroyed: () => boolean
}

type FrameFacts = { url: string; name: string; parentId: string | null; isGone: boolean }

/** Follows the frames of a session; `Page.enable` must follow. */
export class FrameTree {
  readonly #facts = new Map<string, FrameFacts>()
  readonly #frames = new Map<string, WebFrameMain>()
  readonly mainId: string

  /** @param mainId The main frame's DevTools id, which is its page's target id. */
  constructor(session: DevToolsSession, mainId: string) {
    this.mainId = mainId
    this.#add(mainId, null)
    session.on('Page.frameAttached', ({ frameId, parentFrameId }) => this.#add(frameId, parentFrameId))
    session.on('Page.frameNavigated', ({ frame }) => {
      const facts = this.#facts.get(frame.id) ?? this.#add(frame.id, frame.parentId ?? null)
      Object.assign(facts, { url: toAppUrl(frame.url), name: frame.name ?? '' })
    })
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const facts = this.#facts.get(frameId)
      if (facts) facts.url = toAppUrl(url)
    })
    session.on('Page.frameDetached', ({ frameId, reason }) => {
      if (reason === 'remove') this.#remove(frameId)
    })
  }

  /** The frame with a DevTools id, or `null` when it is gone. */
  byId(id: string): WebFrameMain | null {
    return this.#frames.get(id) ?? null
  }

  #add(id: string, parentId: string | null): FrameFacts {
    const facts: FrameFacts = { url: '', name: '', parentId, isGone: false }
    this.#facts.set(id, facts)
    this.#frames.set(id, this.#frameFor(id, facts, this.#frames.size + 1))
    return facts
  }

  #remove(id: string): void {
    for (const [childId, child] of this.#facts) if (child.parentId === id) this.#remove(childId)
    const facts = this.#facts.get(id)
    if (facts) facts.isGone = true
    this.#facts.delete(id)
    this.#frames.delete(id)
  }

  #frameFor(id: string, facts: FrameFacts, routingId: number): WebFrameMain {
    const parent = () => (facts.parentId === null ? null : this.byId(facts.parentId))
    const top = () => this.byId(this.mainId)
    const children = () =>
      [...this.#facts].filter(([, child]) => child.parentId === id).flatMap(([child]) => this.byId(child) ?? [])
    return strict('WebFrameMain', {
      get url() {
        return facts.url
      },
      get origin() {
        return originOf(facts.url)
      },
      get name() {
        return facts.name
      },
      get parent() {
        return parent()
      },
      get top() {
        return top()
      },
      get frames() {
        return children()
      },
      processId: 1,
      routingId,
      frameToken: id,
      get detached() {
        return facts.isGone
      },
      isDestroyed: () => facts.isGone,
    })
  }
}
