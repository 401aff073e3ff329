/** A decoded image: three bytes (red, green, blue) a pixel, rows from the top. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

/** EXIF's eight ways a camera may have been held: 1 is upright, 5 to 8 swap width and height. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** Where the pixel shown at (x, y) of the upright image lies in the stored one. Source: EXIF 2.32, tag 0x0112. */
const sourceOf = (orientation: Orientation, x: number, y: number, width: number, height: number): [number, number] => {
  switch (orientation) {
    case 1:
      return [x, y]
    case 2:
      return [width - 1 - x, y]
    case 3:
      return [width - 1 - x, height - 1 - y]
    case 4:
      return [x, height - 1 - y]
    case 5:
      return [y, x]
    case 6:
      return [y, height - 1 - x]
    case 7:
      return [width - 1 - y, height - 1 - x]
    case 8:
      return [width - 1 - y, x]
  }
}

/** The image as it was meant to be seen, so that no tag has to say how to turn it. */
export function upright(stored: Pixels, orientation: Orientation): Pixels {
  if (orientation === 1) return stored
  const swap = orientation >= 5
  const [width, height] = swap ? [stored.height, stored.width] : [stored.width, stored.height]
  const rgb = new Uint8Array(stored.rgb.length)
  let to = 0
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [sx, sy] = sourceOf(orientation, x, y, stored.width, stored.height)
      const from = (sy * stored.width + sx) * 3
      rgb[to++] = stored.rgb[from] as number
      rgb[to++] = stored.rgb[from + 1] as number
      rgb[to++] = stored.rgb[from + 2] as number
    }
  return { width, height, rgb }
}

/** The image no longer or wider than `edge`, each pixel the mean of those it stands for. Never enlarges. */
export function shrink({ width, height, rgb }: Pixels, edge: number): Pixels {
  const scale = Math.max(width, height) / edge
  if (scale <= 1) return { width, height, rgb }
  const w = Math.max(1, Math.round(width / scale))
  const h = Math.max(1, Math.round(height / scale))
  const sums = new Float64Array(w * h * 3)
  const counts = new Uint32Array(w * h)
  let from = 0
  for (let y = 0; y < height; y++) {
    const row = Math.min(h - 1, Math.floor((y * h) / height)) * w
    for (let x = 0; x < width; x++) {
      const at = row + Math.min(w - 1, Math.floor((x * w) / width))
      counts[at] = (counts[at] as number) + 1
      for (let channel = 0; channel < 3; channel++) {
        const sum = at * 3 + channel
        sums[sum] = (sums[sum] as number) + (rgb[from++] as number)
      }
    }
  }
  const small = new Uint8Array(w * h * 3)
  for (let i = 0; i < small.length; i++)
    small[i] = Math.round((sums[i] as number) / Math.max(1, counts[Math.floor(i / 3)] as number))
  return { width: w, height: h, rgb: small }
}
