import { inflateSync } from 'node:zlib'
import type { Pixels } from './pixels'
import type { ParsedPng } from './png'
import { badPhoto } from './refusal'

const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

interface Pass {
  readonly x: number
  readonly y: number
  readonly dx: number
  readonly dy: number
}
const whole: readonly Pass[] = [{ x: 0, y: 0, dx: 1, dy: 1 }]
/** Adam7 (PNG 3rd edition §8.2). */
const adam7: readonly Pass[] = [
  { x: 0, y: 0, dx: 8, dy: 8 },
  { x: 4, y: 0, dx: 8, dy: 8 },
  { x: 0, y: 4, dx: 4, dy: 8 },
  { x: 2, y: 0, dx: 4, dy: 4 },
  { x: 0, y: 2, dx: 2, dy: 4 },
  { x: 1, y: 0, dx: 2, dy: 2 },
  { x: 0, y: 1, dx: 1, dy: 2 },
]

const paeth = (a: number, b: number, c: number): number => {
  const pa = Math.abs(b - c)
  const pb = Math.abs(a - c)
  const pc = Math.abs(a + b - 2 * c)
  if (pa <= pb && pa <= pc) return a
  return pb <= pc ? b : c
}

/** Undoes one row's filter in place (§9.2); `above` is the unfiltered row before, `step` the bytes a pixel takes. */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, step: number): void {
  if (filter > 4) throw badPhoto('unreadable', `filter ${filter}`)
  if (filter === 0) return
  for (let i = 0; i < row.length; i++) {
    const left = i >= step ? (row[i - step] as number) : 0
    const up = above[i] as number
    let predicted = left
    if (filter === 2) predicted = up
    else if (filter === 3) predicted = (left + up) >> 1
    else if (filter === 4) predicted = paeth(left, up, i >= step ? (above[i - step] as number) : 0)
    row[i] = (row[i] as number) + predicted
  }
}

/** Sample `i` of a row at its full depth. */
const sampleAt = (row: Uint8Array, i: number, depth: number): number => {
  if (depth === 8) return row[i] as number
  if (depth === 16) return ((row[i * 2] as number) << 8) | (row[i * 2 + 1] as number)
  const bit = i * depth
  return ((row[bit >> 3] as number) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)
}

/** Reads one pixel of a row as red, green, blue and opacity (0 to 255). */
function pixelReader(png: ParsedPng): (row: Uint8Array, x: number, into: Uint8Array) => void {
  const { depth, colourType, palette, transparency } = png
  const channels = channelsOf[colourType] as number
  const top = 2 ** depth - 1
  const to8 = (value: number): number => Math.round((value * 255) / top)
  const keyed = (at: number): number | null =>
    transparency && transparency.length >= at * 2 + 2 ? transparency.readUInt16BE(at * 2) : null
  if (colourType === 3) {
    if (!palette) throw badPhoto('unreadable', 'no palette')
    return (row, x, into) => {
      const index = sampleAt(row, x, depth)
      if (index * 3 + 2 >= palette.length) throw badPhoto('unreadable', 'a colour outside the palette')
      into.set(palette.subarray(index * 3, index * 3 + 3))
      into[3] = transparency?.[index] ?? 255
    }
  }
  const green = channels >= 3 ? 1 : 0
  const blue = green * 2
  const alpha = channels === 2 || channels === 4 ? channels - 1 : null
  const [redKey, greenKey, blueKey] = [keyed(0), keyed(green), keyed(blue)]
  return (row, x, into) => {
    const r = sampleAt(row, x * channels, depth)
    const g = sampleAt(row, x * channels + green, depth)
    const b = sampleAt(row, x * channels + blue, depth)
    into[0] = to8(r)
    into[1] = to8(g)
    into[2] = to8(b)
    const isKey = r === redKey && g === greenKey && b === blueKey
    into[3] = alpha === null ? (isKey ? 0 : 255) : to8(sampleAt(row, x * channels + alpha, depth))
  }
}

/** The bytes the pixels take once unpacked: known from the header, so a bomb that unpacks to more is stopped there. */
function unpack(png: ParsedPng, size: number): Buffer {
  try {
    const raw = inflateSync(png.compressed, { maxOutputLength: size })
    if (raw.length === size) return raw
  } catch (error) {
    throw badPhoto('unreadable', error instanceof Error ? error.message : String(error), error)
  }
  throw badPhoto('unreadable', 'the image data ends early')
}

/**
 * Decodes a PNG whose size has been checked; what is transparent becomes white.
 * @throws AppError `invalid_input` when it cannot be decoded
 */
export function decodePng(png: ParsedPng): Pixels {
  const { width, height, depth, colourType } = png
  const bits = (channelsOf[colourType] as number) * depth
  const step = Math.max(1, bits >> 3)
  const passes = (png.interlaced ? adam7 : whole)
    .map((pass) => ({
      ...pass,
      columns: Math.ceil((width - pass.x) / pass.dx),
      rows: Math.ceil((height - pass.y) / pass.dy),
    }))
    .filter(({ columns, rows }) => columns > 0 && rows > 0)
  const rowBytes = (columns: number): number => Math.ceil((columns * bits) / 8)
  const size = passes.reduce((sum, { columns, rows }) => sum + rows * (1 + rowBytes(columns)), 0)
  const raw = unpack(png, size)
  const read = pixelReader(png)
  const rgb = new Uint8Array(width * height * 3)
  const pixel = new Uint8Array(4)
  let at = 0
  for (const { x, y, dx, dy, columns, rows } of passes) {
    let above: Uint8Array = new Uint8Array(rowBytes(columns))
    for (let r = 0; r < rows; r++) {
      const row = raw.subarray(at + 1, at + 1 + rowBytes(columns))
      unfilter(raw[at] as number, row, above, step)
      for (let c = 0; c < columns; c++) {
        read(row, c, pixel)
        const to = ((y + r * dy) * width + x + c * dx) * 3
        const alpha = (pixel[3] as number) / 255
        for (let i = 0; i < 3; i++) rgb[to + i] = Math.round((pixel[i] as number) * alpha + 255 * (1 - alpha))
      }
      above = row
      at += 1 + row.length
    }
  }
  return { width, height, rgb }
}
