// How the events of a stream may be joined on their way to a window, and which must not wait for the next frame.

/** `merge` makes one event of two neighbours, or answers `null` where both must go. */
export type StreamRules<Event> = {
  merge: (earlier: Event, later: Event) => Event | null
  isUrgent: (event: Event) => boolean
}

/** The rules of the streams among the answers of an area. */
export type StreamsOf<Answers> = {
  [Name in keyof Answers as Answers[Name] extends AsyncIterable<unknown> ? Name : never]: StreamRules<
    Answers[Name] extends AsyncIterable<infer Event> ? Event : never
  >
}

/** For streams that tell a state whole: the latest is all that matters. */
export const latestState = { merge: <State>(_earlier: State, later: State): State => later, isUrgent: () => true }

/** For work that tells its progress, then how it ended. */
export const progressThenEnd = {
  merge: <Event extends { type: string }>(earlier: Event, later: Event): Event | null =>
    earlier.type === 'progress' && later.type === 'progress' ? later : null,
  isUrgent: ({ type }: { type: string }) => type === 'end',
}
