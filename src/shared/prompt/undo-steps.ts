// The undo history of a prompt on its way between a window and the disk. A step is a patch as JSON text: the core keeps it and
// never looks inside. Steps are numbered from the first one that the prompt ever had.

/** What has changed in a history since it was last kept. */
export type UndoChange = {
  /** Every step from this number on gives way to `steps`; `null` where only `at` has changed. */
  from: number | null
  steps: string[]
  /** The number of steps that lie behind the present state; the others can be redone. */
  at: number
}

/** A history as it was kept: its steps from number `first` on, without those that were too old. */
export type UndoSteps = { first: number; steps: string[]; at: number }
