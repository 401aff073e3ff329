import jpeg from 'jpeg-js'
import type { Pixels } from './pixels'
import { badPhoto, maxPixels } from './refusal'

const quality = 85

/**
 * Decodes a JPEG whose size has been checked. Strict: a picture that stops half way is refused, not shown half grey.
 * @throws AppError `invalid_input` when it cannot be decoded
 */
export function decodeJpeg(bytes: Buffer): Pixels {
  try {
    const { width, height, data } = jpeg.decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxResolutionInMP: maxPixels / 1_000_000,
      maxMemoryUsageInMB: 448,
    })
    return { width, height, rgb: data }
  } catch (error) {
    throw badPhoto('unreadable', error instanceof Error ? error.message : String(error), error)
  }
}

/** A plain JPEG of these pixels: no metadata but the size. */
export function encodeJpeg({ width, height, rgb }: Pixels): Buffer {
  const data = new Uint8Array(width * height * 4)
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    data[to] = rgb[from] as number
    data[to + 1] = rgb[from + 1] as number
    data[to + 2] = rgb[from + 2] as number
    data[to + 3] = 255
  }
  return jpeg.encode({ width, height, data }, quality).data
}
