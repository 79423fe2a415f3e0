import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'

type CopyButtonProps = {
  /** What stands on it, such as `Copy`. */
  label: string
  /** What is copied, said to screen readers behind the label, such as `block 2`. */
  what?: string
  /** Made when it is pressed. */
  text: () => string | Promise<string>
  disabled?: boolean
}

async function copied(text: string | Promise<string>): Promise<void> {
  // At once where it is there: a browser lets a page copy for a moment after a key or a click only.
  await navigator.clipboard.writeText(typeof text === 'string' ? text : await text)
}

/** Copies a text, and says so for a moment. Without permission nothing is copied, and it says that. */
export function CopyButton({ label, what, text, disabled }: CopyButtonProps) {
  const [state, setState] = useState<'copied' | 'refused' | null>(null)
  useEffect(() => {
    if (state === null) return
    const timer = setTimeout(() => setState(null), 1_500)
    return () => clearTimeout(timer)
  }, [state])
  const copy = () =>
    copied(text()).then(
      () => setState('copied'),
      () => setState('refused'),
    )
  return (
    <Button variant="ghost" size="small" disabled={disabled} onClick={() => void copy()}>
      {state === 'copied' ? <Check size={12} aria-hidden /> : <Copy size={12} aria-hidden />} {label}
      {what !== undefined && <VisuallyHidden> {what}</VisuallyHidden>}
      <VisuallyHidden>
        <span role="status">
          {state === null ? '' : state === 'copied' ? ' Copied.' : ' The browser refused to copy.'}
        </span>
      </VisuallyHidden>
    </Button>
  )
}
