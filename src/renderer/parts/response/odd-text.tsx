import { Fragment, type ReactNode } from 'react'
import { splitAtOddCharacters } from '#shared/text/odd-characters'
import { oddSign } from './odd-sign.ts'

/** A text with a sign for each character that hides or turns others around. The characters stay in it, so a copy is the text. */
export function oddText(text: string): ReactNode {
  return (
    splitAtOddCharacters(text)?.map(({ text: piece, odd }, index) =>
      odd ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: a piece has no other identity
        <span key={index} {...oddSign(odd)}>
          {piece}
        </span>
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: a piece has no other identity
        <Fragment key={index}>{piece}</Fragment>
      ),
    ) ?? text
  )
}
