import { create } from 'zustand'

const useOffset = create<{ offset: number }>(() => ({ offset: 0 }))

/** Only a local cloud whose clock was moved needs this: the cloud's time minus this device's (ms). */
export const setClockOffset = (offset: number): void => useOffset.setState({ offset })

/** The cloud's time (ms), for words such as 昨天 and 明天下午. Read when the page is drawn. */
export const useNow = (): number => Date.now() + useOffset((state) => state.offset)
