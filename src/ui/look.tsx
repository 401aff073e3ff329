import { createContext, type PropsWithChildren, useContext } from 'react'

const Look = createContext({ elder: false })

/** Tells every component below whether elder mode is on; the app shell feeds it from the session. */
export function LookProvider({ elder, children }: PropsWithChildren<{ elder: boolean }>) {
  return <Look.Provider value={{ elder }}>{children}</Look.Provider>
}

/** Is elder mode on? Sizes follow by themselves; ask only to show fewer things. */
export const useElder = (): boolean => useContext(Look).elder

/** The class that carries the tokens. A page's root has it, and so must everything that leaves the page's tree. */
export const useLookClass = (): string => (useElder() ? 'wq elder' : 'wq')
