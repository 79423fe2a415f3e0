import { createContext } from 'react'

/** Opens an https address outside of the window, after the person agreed to its host. */
export const LinkOpener = createContext<(url: string) => void>(() => {})
