import { badPhoto, checkSize } from './refusal'

/** What a PNG says about itself, its compressed pixels, and the same image without anything but the image. */
export interface ParsedPng {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly colourType: number
  readonly interlaced: boolean
  readonly palette: Buffer | null
  readonly transparency: Buffer | null
  readonly compressed: Buffer
  /** Only the chunks that make the picture; no text, times, EXIF, profiles, and nothing behind the end. */
  readonly clean: Buffer
}

export const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** The critical chunks, and the two ancillary ones without which the colours change (PNG 3rd edition §11). */
const kept: readonly string[] = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA']
/** Bit depths each colour type allows (§11.2.1). */
const depths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

/** CRC-32 of a chunk's type and data (annex D). */
export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (const byte of bytes) c = (crcTable[(c ^ byte) & 0xff] as number) ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}

/**
 * Reads a PNG's chunks and keeps only those that make the picture.
 * @throws AppError `invalid_input` when it is damaged, cut short, or larger than `maxPixels`
 */
export function parsePng(bytes: Buffer): ParsedPng {
  const parts: Buffer[] = [pngSignature]
  const found = new Map<string, Buffer[]>()
  let at = pngSignature.length
  for (let type = ''; type !== 'IEND'; ) {
    if (at + 12 > bytes.length) throw badPhoto('unreadable', 'the chunks end early')
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length) throw badPhoto('unreadable', 'a chunk is cut')
    type = bytes.toString('latin1', at + 4, at + 8)
    if ((at === pngSignature.length) !== (type === 'IHDR')) throw badPhoto('unreadable', 'the header is not first')
    if (kept.includes(type)) {
      if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4))
        throw badPhoto('unreadable', `damaged ${type}`)
      parts.push(bytes.subarray(at, end))
      found.set(type, [...(found.get(type) ?? []), bytes.subarray(at + 8, end - 4)])
    } else if (/^[A-Z]/.test(type)) throw badPhoto('unreadable', 'a critical chunk nobody knows')
    if (type === 'IHDR') checkHeader(bytes.subarray(at + 8, end - 4))
    at = end
  }
  const header = found.get('IHDR')?.[0] as Buffer
  const compressed = found.get('IDAT')
  if (!compressed) throw badPhoto('unreadable', 'no picture inside')
  return {
    width: header.readUInt32BE(0),
    height: header.readUInt32BE(4),
    depth: header[8] as number,
    colourType: header[9] as number,
    interlaced: header[12] === 1,
    palette: found.get('PLTE')?.[0] ?? null,
    transparency: found.get('tRNS')?.[0] ?? null,
    compressed: Buffer.concat(compressed),
    clean: Buffer.concat(parts),
  }
}

function checkHeader(header: Buffer): void {
  if (header.length !== 13) throw badPhoto('unreadable', 'the header is cut')
  checkSize(header.readUInt32BE(0), header.readUInt32BE(4))
  const allowed = depths[header[9] as number]?.includes(header[8] as number)
  if (!allowed || header[10] !== 0 || header[11] !== 0 || (header[12] as number) > 1)
    throw badPhoto('unreadable', 'a kind of PNG that does not exist')
}
