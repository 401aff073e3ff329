import { deflateSync } from 'node:zlib'
import { crc32, pngSignature } from './png'

/** Pictures and their parts made for tests. */

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

export const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  return Buffer.concat([u32(data.length), body, u32(crc32(body))])
}

export const header = (width: number, height: number, depth: number, colourType: number, interlaced = 0): Buffer =>
  chunk('IHDR', Buffer.concat([u32(width), u32(height), Buffer.from([depth, colourType, 0, 0, interlaced])]))

/** A PNG of these chunks around the raw (filtered) rows. */
export const pngOf = (head: Buffer, rows: Uint8Array, extra: readonly Buffer[] = []): Buffer =>
  Buffer.concat([pngSignature, head, ...extra, chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])

export const jpegSegment = (marker: number, payload: Uint8Array): Buffer => {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(payload.length + 2)
  return Buffer.concat([Buffer.from([0xff, marker]), length, payload])
}

/** EXIF with an orientation and a GPS latitude written as text, so that a test can look for it. */
export function exif(orientation: number, little = false): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 24 + 4)
  const u16 = (value: number, at: number) => (little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at))
  const long = (value: number, at: number) => (little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at))
  tiff.write(little ? 'II' : 'MM', 0, 'latin1')
  u16(42, 2)
  long(8, 4)
  u16(2, 8)
  const entry = (at: number, tag: number, type: number, value: number) => {
    u16(tag, at)
    u16(type, at + 2)
    long(1, at + 4)
    if (type === 3) u16(value, at + 8)
    else long(value, at + 8)
  }
  entry(10, 0x0112, 3, orientation)
  entry(22, 0x8825, 4, 38)
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from('GPS N24.9123', 'latin1')])
}

/** The JPEG with these segments right behind its start, where cameras put theirs. */
export const withSegments = (jpeg: Buffer, ...segments: readonly Buffer[]): Buffer =>
  Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)])
