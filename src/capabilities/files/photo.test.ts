import { randomBytes } from 'node:crypto'
import jpeg from 'jpeg-js'
import { AppError } from '@/kernel/errors'
import { photoMaxBytes } from './contract'
import { encodeJpeg } from './image/jpegPixels'
import { maxPixels } from './image/refusal'
import { chunk, exif, header, jpegSegment, pngOf, withSegments } from './image/samples.fixture'
import { bytesOf, preparePhoto } from './photo'
import { refusals } from './words'

/** Left half red, right half blue. */
const halves = (width: number, height: number) => {
  const rgb = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i++) rgb[i * 3 + (i % width < width / 2 ? 0 : 2)] = 255
  return { width, height, rgb }
}
const red = [255, 0, 0]
const blue = [0, 0, 255]
const colourAt = (bytes: Buffer, x: number, y: number): number[] => {
  const { width, data } = jpeg.decode(bytes)
  const at = (y * width + x) * 4
  // JPEG is lossy: the nearest pure colour is what counts.
  return [...data.subarray(at, at + 3)].map((value) => (value > 127 ? 255 : 0))
}
const refusalOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.userMessage}`
    throw error
  }
  return 'accepted'
}
const unreadable = `invalid_input: ${refusals.unreadable}`

describe('a JPEG', () => {
  const plain = encodeJpeg(halves(64, 32))

  test('keeps its picture as it is', () => {
    const { width, height, type, bytes } = preparePhoto(plain)
    expect({ width, height, type }).toEqual({ width: 64, height: 32, type: 'image/jpeg' })
    expect(jpeg.decode(bytes).data.equals(jpeg.decode(plain).data)).toBe(true)
  })

  test('loses place, camera, comment, preview and whatever hides behind its end', () => {
    const told = Buffer.concat([
      withSegments(
        plain,
        jpegSegment(0xe0, Buffer.from('JFXX\0\x10PREVIEW', 'latin1')),
        jpegSegment(0xe1, exif(1)),
        jpegSegment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x>13800000000</x>', 'latin1')),
        jpegSegment(0xe2, Buffer.from('ICC_PROFILE', 'latin1')),
        jpegSegment(0xed, Buffer.from('Photoshop 3.0', 'latin1')),
        jpegSegment(0xfe, Buffer.from('a comment', 'latin1')),
      ),
      Buffer.from('PK\x03\x04 hidden archive', 'latin1'),
    ])
    const kept = preparePhoto(told).bytes.toString('latin1')
    for (const secret of ['Exif', 'GPS', '24.9123', 'PREVIEW', '13800000000', 'ICC', 'Photoshop', 'comment', 'hidden'])
      expect(kept).not.toContain(secret)
    expect(kept.endsWith('\xff\xd9')).toBe(true)
  })

  test.each([true, false])('taken sideways (little-endian EXIF: %s) is turned upright and loses the tag', (little) => {
    const sideways = withSegments(plain, jpegSegment(0xe1, exif(6, little)))
    const { width, height, bytes, thumbnail } = preparePhoto(sideways)
    expect({ width, height }).toEqual({ width: 32, height: 64 })
    // Orientation 6: the stored left edge is the upright top.
    expect([colourAt(bytes, 16, 8), colourAt(bytes, 16, 56)]).toEqual([red, blue])
    expect(colourAt(thumbnail, 16, 8)).toEqual(red)
    expect(bytes.toString('latin1')).not.toContain('Exif')
  })

  test('gets a thumbnail of at most 320 pixels', () => {
    const { thumbnail } = preparePhoto(encodeJpeg(halves(1000, 500)))
    expect(jpeg.decode(thumbnail)).toMatchObject({ width: 320, height: 160 })
  })

  test('cut anywhere is refused, never a crash and never half a picture', () => {
    for (let length = 3; length < plain.length; length += 7)
      expect(refusalOf(() => preparePhoto(plain.subarray(0, length)))).toBe(unreadable)
  })

  test('cut inside and closed again is refused, not shown half grey', () => {
    const noisy = encodeJpeg({ width: 200, height: 200, rgb: randomBytes(120_000) })
    for (const share of [0.3, 0.6, 0.9]) {
      const cut = Buffer.concat([noisy.subarray(0, noisy.length * share), Buffer.from([0xff, 0xd9])])
      expect(refusalOf(() => preparePhoto(cut))).toBe(unreadable)
    }
  })

  test('of random bytes is refused', () => {
    for (let i = 0; i < 200; i++)
      expect(refusalOf(() => preparePhoto(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), randomBytes(300)])))).toBe(
        unreadable,
      )
  })

  test('that claims more pixels than we decode is refused by its header alone', () => {
    const huge = Buffer.from(plain)
    const frame = huge.indexOf(Buffer.from([0xff, 0xc0]))
    huge.writeUInt16BE(60000, frame + 5)
    huge.writeUInt16BE(60000, frame + 7)
    expect(refusalOf(() => preparePhoto(huge))).toBe(`invalid_input: ${refusals.tooManyPixels}`)
  })
})

describe('a PNG', () => {
  // Two rows of two RGB pixels: red, green; blue, white.
  const rows = Buffer.from([0, 255, 0, 0, 0, 255, 0, 0, 0, 0, 255, 255, 255, 255])
  const head = header(2, 2, 8, 2)

  test('keeps only what makes the picture', () => {
    const extra = [
      chunk('gAMA', Buffer.from([0, 0, 177, 143])),
      chunk('tEXt', Buffer.from('Author\0Zhang', 'latin1')),
      chunk('eXIf', exif(1)),
      chunk('tIME', Buffer.alloc(7)),
    ]
    const told = Buffer.concat([pngOf(head, rows, extra), Buffer.from('hidden')])
    const { bytes, width, height, type } = preparePhoto(told)
    expect({ width, height, type }).toEqual({ width: 2, height: 2, type: 'image/png' })
    expect(bytes.equals(pngOf(head, rows, extra.slice(0, 1)))).toBe(true)
  })

  test('whose header promises a huge picture is refused before unpacking', () => {
    expect(refusalOf(() => preparePhoto(pngOf(header(65535, 65535, 8, 2), rows)))).toBe(
      `invalid_input: ${refusals.tooManyPixels}`,
    )
    expect(refusalOf(() => preparePhoto(pngOf(header(maxPixels + 1, 1, 8, 0), rows)))).toBe(
      `invalid_input: ${refusals.tooManyPixels}`,
    )
  })

  test('that unpacks to more, or less, than its header says is refused', () => {
    const bomb = () => preparePhoto(pngOf(head, Buffer.alloc(50_000_000)))
    expect(refusalOf(bomb)).toBe(unreadable)
    // It must be stopped while unpacking, not afterwards.
    expect(bomb).toThrow('Cannot create a Buffer larger than')
    expect(refusalOf(() => preparePhoto(pngOf(head, rows.subarray(0, 9))))).toBe(unreadable)
  })

  test('cut anywhere or with a damaged byte is refused', () => {
    const whole = pngOf(head, rows)
    for (let length = 8; length < whole.length; length++)
      expect(refusalOf(() => preparePhoto(whole.subarray(0, length)))).toBe(unreadable)
    const gamma = pngOf(head, rows, [chunk('gAMA', Buffer.from([0, 0, 177, 143]))])
    for (const at of [41, gamma.length - 20]) {
      const damaged = Buffer.from(gamma)
      damaged[at] = (damaged[at] as number) ^ 1
      expect(refusalOf(() => preparePhoto(damaged))).toBe(unreadable)
    }
  })
})

describe('what is no photo', () => {
  test('a text file named .jpg', () => {
    expect(refusalOf(() => preparePhoto(Buffer.from('just some words')))).toBe(
      'invalid_input: 这不是照片，请换一张 JPG 或 PNG 图片。',
    )
    expect(refusalOf(() => preparePhoto(Buffer.alloc(0)))).toContain('这不是照片')
    expect(refusalOf(() => preparePhoto(Buffer.from('GIF89a')))).toContain('这不是照片')
  })

  test('more bytes than allowed', () => {
    const tooBig = `invalid_input: ${refusals.tooBig}`
    expect(refusalOf(() => bytesOf(Buffer.alloc(photoMaxBytes + 1).toString('base64')))).toBe(tooBig)
    expect(refusalOf(() => bytesOf('A'.repeat(14_000_000)))).toBe(tooBig)
    expect(bytesOf(Buffer.alloc(photoMaxBytes).toString('base64'))).toHaveLength(photoMaxBytes)
  })

  test('what is not base64', () => {
    expect(refusalOf(() => bytesOf('data:image/png;base64,AAAA'))).toBe(`invalid_input: ${refusals.notComplete}`)
  })
})
