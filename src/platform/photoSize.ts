/** Longest side in pixels and rough size in bytes of a photo that leaves the phone. */
export const longestSide = 1600
export const aimBytes = 600 * 1024
/** JPEG qualities tried in turn until a photo is small enough. */
export const qualities = [80, 65, 50, 35] as const

/** The size a picture is drawn at: as it is, or shrunk so that its longest side is `longestSide`. */
export function fitted(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, longestSide / Math.max(width, height, 1))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** A name no other photo on this device has. */
export const photoRef = (): string => `photo-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 10)}.jpg`
