import { parsePng } from './png'
import { decodePng } from './pngPixels'
import { chunk, header, pngOf } from './samples.fixture'

const decode = (bytes: Buffer) => [...decodePng(parsePng(bytes)).rgb]
const grey = (...values: number[]) => values.flatMap((v) => [v, v, v])

describe('every kind of PNG decodes to the colours it shows', () => {
  test('one bit of grey', () => {
    expect(decode(pngOf(header(3, 1, 1, 0), Buffer.from([0, 0b10100000])))).toEqual(grey(255, 0, 255))
  })

  test('sixteen bits of colour', () => {
    const row = Buffer.from([0, 255, 255, 128, 0, 0, 0])
    expect(decode(pngOf(header(1, 1, 16, 2), row))).toEqual([255, 128, 0])
  })

  test('a palette of four bits whose first colour is see-through', () => {
    const palette = [chunk('PLTE', Buffer.from([9, 9, 9, 1, 2, 3])), chunk('tRNS', Buffer.from([0]))]
    expect(decode(pngOf(header(2, 1, 4, 3), Buffer.from([0, 0x01]), palette))).toEqual([255, 255, 255, 1, 2, 3])
  })

  test('half transparent over white', () => {
    expect(decode(pngOf(header(1, 1, 8, 4), Buffer.from([0, 0, 128])))).toEqual(grey(127))
    expect(decode(pngOf(header(1, 1, 8, 6), Buffer.from([0, 255, 0, 0, 0])))).toEqual(grey(255))
  })

  test('one colour named transparent', () => {
    const key = [chunk('tRNS', Buffer.from([0, 1, 0, 2, 0, 3]))]
    const row = Buffer.from([0, 1, 2, 3, 3, 2, 1])
    expect(decode(pngOf(header(2, 1, 8, 2), row, key))).toEqual([255, 255, 255, 3, 2, 1])
  })

  test('all five filters', () => {
    const rows = Buffer.from([
      ...[0, 10, 20, 30],
      ...[1, 10, 10, 10],
      ...[2, 1, 1, 1],
      ...[3, 5, 5, 5],
      ...[4, 1, 1, 1],
    ])
    expect(decode(pngOf(header(3, 5, 8, 0), rows))).toEqual(
      grey(...[10, 20, 30], ...[10, 20, 30], ...[11, 21, 31], ...[10, 20, 30], ...[11, 21, 31]),
    )
  })

  test('interlaced', () => {
    // 3×3: Adam7 shows it in the passes 1 (0,0), 4 (2,0), 5 (0,2)(2,2), 6 (1,0)(1,2), 7 row 1.
    const rows = Buffer.from([0, 1, 0, 3, 0, 7, 9, 0, 2, 0, 8, 0, 4, 5, 6])
    expect(decode(pngOf(header(3, 3, 8, 0, 1), rows))).toEqual(grey(1, 2, 3, 4, 5, 6, 7, 8, 9))
  })
})
