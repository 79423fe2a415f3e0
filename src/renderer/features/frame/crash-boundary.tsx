import { Component, type ErrorInfo, type ReactNode } from 'react'
import { FailurePage } from './failure-page.tsx'

type State = { hasCrashed: boolean }

/** Catches what a component throws while it renders: a page that says so, in place of an empty window. */
export class CrashBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { hasCrashed: false }

  static getDerivedStateFromError(): State {
    return { hasCrashed: true }
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo) {
    console.error(error, componentStack)
  }

  override render() {
    if (!this.state.hasCrashed) return this.props.children
    return (
      <FailurePage
        title="Antiphon cannot go on"
        message="A part of the window failed to draw: a fault in Antiphon, not in your prompt. What you typed was journalled and is there again after a reload."
      />
    )
  }
}
