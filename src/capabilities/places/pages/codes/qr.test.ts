import QRCode from 'qrcode'
import { qrImage } from './qr'

const text = 'http://127.0.0.1:9700/#/pages/scan/index?b=7H3K9QWE.2M4P'

/** The dark modules an SVG's path paints, as the library would print them. */
const painted = (image: string): string => {
  const svg = decodeURIComponent(image.slice('data:image/svg+xml,'.length))
  const side = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1])
  const dark = new Set<string>()
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let i = 0; i < Number(length); i += 1) dark.add(`${Number(x) + i},${y}`)
  return Array.from({ length: side }, (_, y) =>
    Array.from({ length: side }, (__, x) => (dark.has(`${x},${y}`) ? '1' : '0')).join(''),
  ).join('\n')
}

test('it paints exactly the modules the library makes of the text, with a quiet zone of four', () => {
  // @ts-expect-error the package's own drawing half has no types; this is its published `create`
  const { size, data } = QRCode.create([{ data: Buffer.from(text), mode: 'byte' }], {
    errorCorrectionLevel: 'Q',
  }).modules
  const rows = Array.from({ length: size + 8 }, (_, y) =>
    Array.from({ length: size + 8 }, (__, x) => {
      const inside = x >= 4 && y >= 4 && x < size + 4 && y < size + 4
      return inside && data[(y - 4) * size + (x - 4)] ? '1' : '0'
    }).join(''),
  )
  expect(painted(qrImage(text))).toBe(rows.join('\n'))
})

test('what is not ASCII is refused rather than garbled', () => {
  expect(() => qrImage('门牌')).toThrow(RangeError)
})
