import { Check } from 'lucide-react'
import { useEffect, useState } from 'react'

/** An id that a click copies, shown as `children`. */
export function CopyId({ id, className, children }: { id: string; className?: string; children: string }) {
  const [wasCopied, setWasCopied] = useState(false)
  useEffect(() => {
    if (!wasCopied) return
    const timer = setTimeout(() => setWasCopied(false), 1_500)
    return () => clearTimeout(timer)
  }, [wasCopied])
  const copy = () =>
    navigator.clipboard.writeText(id).then(
      () => setWasCopied(true),
      // Without permission nothing is copied; the id can still be selected.
      () => setWasCopied(false),
    )
  return (
    <button
      type="button"
      className={className}
      title={`${id.slice(0, 200)} · click to copy`}
      onClick={() => void copy()}
    >
      {children}
      {wasCopied && <Check size={12} role="img" aria-label="Copied" />}
    </button>
  )
}
