import { type ReactNode, Suspense } from 'react'
import type { Host } from '../../../host/host.ts'
import { lazyPart } from '../../../ui/lazy-part.ts'
import { TypedAhead } from '../../../ui/typed-ahead.ts'
import { isInAnswer, useFindAsked } from '../../find/use-find-asked.ts'
import { useKeymap } from '../../keymap/use-keymap.tsx'

const AnswerFind = lazyPart(async () => (await import('./answer-find.tsx')).AnswerFind)

/** The bar that finds in the answer, once Ctrl+F was pressed there; `null` before. */
export function useAnswerFind(host: Pick<Host, 'call'>): ReactNode {
  const { asked, keeper, ask, close, onTyped } = useFindAsked()
  useKeymap({ find: () => isInAnswer() && ask(false) })
  if (!asked) return null
  return (
    <Suspense fallback={<TypedAhead onChange={onTyped} onCancel={close} />}>
      <AnswerFind host={host} asked={asked} keeper={keeper} onClose={close} />
    </Suspense>
  )
}
