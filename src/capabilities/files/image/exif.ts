import type { Orientation } from './pixels'

const isOrientation = (value: number): value is Orientation => value >= 1 && value <= 8

/**
 * The orientation an `Exif` APP1 payload names, or 1. Damaged EXIF is as good as none: everything else of it is thrown
 * away in any case. Source: EXIF 2.32 §4.5–4.6 (TIFF header, IFD0, tag 0x0112).
 */
export function orientationOf(payload: Uint8Array): Orientation {
  const tiff = 6
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength)
  if (payload.length < tiff + 8 || String.fromCharCode(...payload.subarray(0, 4)) !== 'Exif') return 1
  const order = view.getUint16(tiff)
  if (order !== 0x4949 && order !== 0x4d4d) return 1
  const little = order === 0x4949
  const directory = tiff + view.getUint32(tiff + 4, little)
  if (directory + 2 > payload.length) return 1
  const entries = view.getUint16(directory, little)
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * 12
    if (at + 12 > payload.length) return 1
    if (view.getUint16(at, little) !== 0x0112) continue
    const value = view.getUint16(at + 8, little)
    return isOrientation(value) ? value : 1
  }
  return 1
}
