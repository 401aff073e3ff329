import { create } from 'qrcode/lib/core/qrcode'

/** Light modules around the code, as ISO/IEC 18004 asks for. */
const quiet = 4

/**
 * A QR code of ASCII text as an SVG image in a data address; a quarter of it may be torn or dirty (level Q) and it still
 * reads. The text goes in as bytes, since the library's own encoder needs TextEncoder, which WeChat lacks.
 * Throws RangeError for text that is not ASCII.
 */
export function qrImage(text: string): string {
  const bytes = Uint8Array.from(text, (letter) => {
    const byte = letter.charCodeAt(0)
    if (byte > 127) throw new RangeError('a QR code here takes ASCII only')
    return byte
  })
  const { size, data } = create([{ data: bytes, mode: 'byte' }], { errorCorrectionLevel: 'Q' }).modules
  const runs: string[] = []
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      let length = 0
      while (x + length < size && data[y * size + x + length]) length += 1
      if (length > 0) runs.push(`M${x + quiet} ${y + quiet}h${length}v1h-${length}z`)
      x += length
    }
  }
  const side = size + 2 * quiet
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${runs.join('')}"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
