import { create } from 'zustand'

const useOffset = create<{ offset: number }>(() => ({ offset: 0 }))

/** Local build only: the local cloud may live at another time than this device. `serverNow` in ms. */
export const setServerNow = (serverNow: number): void => useOffset.setState({ offset: serverNow - Date.now() })

/** The time (ms) to say deadlines and events from: this device's, or the local cloud's in a local build. */
export const useNow = (): number => Date.now() + useOffset(({ offset }) => offset)
