import { photoMaxBytes } from './contract'
import { parseJpeg } from './image/jpeg'
import { decodeJpeg, encodeJpeg } from './image/jpegPixels'
import { shrink, upright } from './image/pixels'
import { parsePng, pngSignature } from './image/png'
import { decodePng } from './image/pngPixels'
import { badPhoto } from './image/refusal'

/** A photo ready to keep: nothing in its bytes but the picture, the right way up. */
export interface PreparedPhoto {
  readonly bytes: Buffer
  readonly type: 'image/jpeg' | 'image/png'
  readonly extension: 'jpg' | 'png'
  readonly width: number
  readonly height: number
  /** A JPEG at most `thumbnailEdge` pixels long. */
  readonly thumbnail: Buffer
}

/** Pixels of a thumbnail's longer side. */
export const thumbnailEdge = 320

/**
 * The bytes a base64 text stands for. The size is judged before anything is unpacked.
 * @throws AppError `invalid_input` when it is too big or not base64
 */
export function bytesOf(base64: string): Buffer {
  if (base64.length > Math.ceil(photoMaxBytes / 3) * 4) throw badPhoto('tooBig', `${base64.length} characters`)
  if (!/^[0-9A-Za-z+/]+={0,2}$/.test(base64)) throw badPhoto('notComplete', 'not base64')
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length > photoMaxBytes) throw badPhoto('tooBig', `${bytes.length} bytes`)
  return bytes
}

const prepareJpeg = (bytes: Buffer): PreparedPhoto => {
  const { orientation, clean } = parseJpeg(bytes)
  const pixels = upright(decodeJpeg(clean), orientation)
  return {
    bytes: orientation === 1 ? clean : encodeJpeg(pixels),
    type: 'image/jpeg',
    extension: 'jpg',
    width: pixels.width,
    height: pixels.height,
    thumbnail: encodeJpeg(shrink(pixels, thumbnailEdge)),
  }
}

const preparePng = (bytes: Buffer): PreparedPhoto => {
  const png = parsePng(bytes)
  const thumbnail = encodeJpeg(shrink(decodePng(png), thumbnailEdge))
  return { bytes: png.clean, type: 'image/png', extension: 'png', width: png.width, height: png.height, thumbnail }
}

/**
 * Judges a photo by its content, whatever it is called: removes all metadata (EXIF, GPS, comments, previews) and
 * anything hidden behind the image, turns it upright, makes its thumbnail.
 * @throws AppError `invalid_input` when it is no JPEG or PNG, damaged, or too large
 */
export function preparePhoto(bytes: Buffer): PreparedPhoto {
  if (bytes.length >= 3 && bytes.readUIntBE(0, 3) === 0xffd8ff) return prepareJpeg(bytes)
  if (bytes.subarray(0, 8).equals(pngSignature)) return preparePng(bytes)
  throw badPhoto('notAPhoto', 'neither JPEG nor PNG')
}
