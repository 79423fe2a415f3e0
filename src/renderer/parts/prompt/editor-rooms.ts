/** `cards`: the messages; `settings`: the rows of the settings; `tools`: what opens in their place. */
export type EditorRoom = 'cards' | 'settings' | 'tools'

/** Opens a part of the editor from elsewhere: it may be folded, or the request be shown as JSON. */
export type EditorRooms = {
  /** Told by the editor while it is there; answers the end of that. */
  register: (open: (room: EditorRoom) => void) => () => void
  /** In the page when this returns, except for what is fetched late. Does nothing while there is no editor. */
  open: (room: EditorRoom) => void
}

export function createEditorRooms(): EditorRooms {
  let owner: ((room: EditorRoom) => void) | null = null
  return {
    register: (open) => {
      owner = open
      return () => {
        if (owner === open) owner = null
      }
    },
    open: (room) => owner?.(room),
  }
}
