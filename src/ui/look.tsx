import { createContext, type PropsWithChildren, type ReactNode, useContext, useMemo } from 'react'

type LookValue = { elder: boolean; bar: ReactNode }

const Look = createContext<LookValue>({ elder: false, bar: null })

/** Tells every component below whether elder mode is on, and every Screen what stands above it (`bar`). */
export function LookProvider({ elder, bar = null, children }: PropsWithChildren<{ elder: boolean; bar?: ReactNode }>) {
  const value = useMemo(() => ({ elder, bar }), [elder, bar])
  return <Look.Provider value={value}>{children}</Look.Provider>
}

/** What the app shell puts above every Screen: the persona bar of a local build, else nothing. */
export const useBar = (): ReactNode => useContext(Look).bar

/** Is elder mode on? Sizes follow by themselves; ask only to show fewer things. */
export const useElder = (): boolean => useContext(Look).elder

/** The class that carries the tokens. A page's root has it, and so must everything that leaves the page's tree. */
export const useLookClass = (): string => (useElder() ? 'wq elder' : 'wq')
