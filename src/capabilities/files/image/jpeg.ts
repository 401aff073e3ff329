import { orientationOf } from './exif'
import type { Orientation } from './pixels'
import { badPhoto, checkSize } from './refusal'

/** What a JPEG says about itself, and the same image without anything but the image. */
export interface ParsedJpeg {
  readonly width: number
  readonly height: number
  readonly orientation: Orientation
  /** No EXIF, GPS, comments, colour profiles, embedded previews, and nothing behind the end of the image. */
  readonly clean: Buffer
}

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const COM = 0xfe
/** Scans of a progressive image; real ones have about ten, thousands are an attack on the decoder's time. */
const mostScans = 40

/** Baseline, extended and progressive frames; lossless, hierarchical and arithmetic ones nobody's phone writes. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xc2
const isForeignFrame = (marker: number): boolean =>
  marker >= 0xc3 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
const isApp = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7

const startsWith = (payload: Uint8Array, text: string): boolean =>
  payload.length >= text.length && [...text].every((char, i) => payload[i] === char.charCodeAt(0))

const segment = (marker: number, payload: readonly number[]): Buffer =>
  Buffer.from([0xff, marker, 0, payload.length + 2, ...payload])

/** A JFIF header of our own: version 1.1, square pixels, no preview picture. */
const jfif = segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0])
/** Adobe's marker cut to the one byte that decides how colours are stored. */
const adobe = (transform: number): Buffer =>
  segment(0xee, [0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, transform])

/** The index of the marker that ends a scan's entropy-coded data (ITU T.81 §B.1.1.5). */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] as number
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at
  }
  throw badPhoto('unreadable', 'the image data ends early')
}

/**
 * Reads a JPEG's segments (ITU T.81 annex B) and keeps only those that make the picture.
 * @throws AppError `invalid_input` when it is damaged, cut short, or larger than `maxPixels`
 */
export function parseJpeg(bytes: Buffer): ParsedJpeg {
  const kept: Buffer[] = []
  let frame: { width: number; height: number } | null = null
  let orientation: Orientation | null = null
  let transform: number | null = null
  let scans = 0
  let at = 2
  for (;;) {
    if (bytes[at] !== 0xff) throw badPhoto('unreadable', `no marker at ${at}`)
    const marker = bytes[at + 1]
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === EOI) break
    if (marker === undefined || marker === 0 || marker === SOI || isRestart(marker) || isForeignFrame(marker))
      throw badPhoto('unreadable', `marker ${marker} at ${at}`)
    if (at + 4 > bytes.length) throw badPhoto('unreadable', 'a segment is cut')
    let end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length || end < at + 4) throw badPhoto('unreadable', 'a segment is cut')
    const payload = bytes.subarray(at + 4, end)
    if (isFrame(marker)) {
      if (frame || payload.length < 6) throw badPhoto('unreadable', 'more than one frame')
      frame = { height: payload.readUInt16BE(1), width: payload.readUInt16BE(3) }
      checkSize(frame.width, frame.height)
    }
    if (marker === SOS) {
      if (++scans > mostScans) throw badPhoto('unreadable', 'too many scans')
      end = endOfScan(bytes, end)
    }
    if (marker === 0xe1 && orientation === null && startsWith(payload, 'Exif')) orientation = orientationOf(payload)
    if (marker === 0xee && startsWith(payload, 'Adobe') && payload.length >= 12) transform = payload[11] as number
    if (!isApp(marker) && marker !== COM) kept.push(bytes.subarray(at, end))
    at = end
  }
  if (!frame || scans === 0) throw badPhoto('unreadable', 'no picture inside')
  const header = transform === null ? jfif : adobe(transform)
  const clean = Buffer.concat([Buffer.from([0xff, SOI]), header, ...kept, Buffer.from([0xff, EOI])])
  return { ...frame, orientation: orientation ?? 1, clean }
}
