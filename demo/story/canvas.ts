import jpeg from 'jpeg-js'

/** Red, green, blue: 0 to 255. */
export type Colour = readonly [number, number, number]
export type Point = readonly [x: number, y: number]

const width = 320
const height = 240
/** Small files matter more than fine detail here. */
const quality = 62

/** A small picture to draw on; a colour may depend on the place, for light and shade. */
export interface Canvas {
  /** Everything inside the shape becomes this colour. */
  fill(inside: (x: number, y: number) => boolean, colour: Colour | ((x: number, y: number) => Colour)): void
  rect(x: number, y: number, w: number, h: number, colour: Colour): void
  disc(x: number, y: number, r: number, colour: Colour): void
  /** A line through these points, `thick` pixels wide. */
  line(points: readonly Point[], thick: number, colour: Colour): void
  /** A JPEG of what was drawn, base64. */
  toBase64(): string
}

/** Distance from a point to a stretch of line. */
const distance = (x: number, y: number, [ax, ay]: Point, [bx, by]: Point): number => {
  const [dx, dy] = [bx - ax, by - ay]
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}

/** An empty picture, 320 × 240. */
export function createCanvas(ground: Colour | ((x: number, y: number) => Colour)): Canvas {
  const data = new Uint8Array(width * height * 4).fill(255)
  /** Looks only at the pixels of a box: most shapes are small. */
  const paint = (
    [left, top]: Point,
    [right, bottom]: Point,
    inside: (x: number, y: number) => boolean,
    colour: Colour | ((x: number, y: number) => Colour),
  ) => {
    const plain = typeof colour === 'function' ? null : colour
    for (let y = Math.max(0, Math.floor(top)); y <= Math.min(height - 1, bottom); y += 1)
      for (let x = Math.max(0, Math.floor(left)); x <= Math.min(width - 1, right); x += 1) {
        if (!inside(x, y)) continue
        const [r, g, b] = plain ?? (colour as (x: number, y: number) => Colour)(x, y)
        const at = (y * width + x) * 4
        data[at] = r
        data[at + 1] = g
        data[at + 2] = b
      }
  }
  const fill: Canvas['fill'] = (inside, colour) => paint([0, 0], [width, height], inside, colour)
  fill(() => true, ground)
  return {
    fill,
    rect: (left, top, w, h, colour) =>
      paint([left, top], [left + w, top + h], (x, y) => x >= left && x < left + w && y >= top && y < top + h, colour),
    disc: (cx, cy, r, colour) =>
      paint([cx - r, cy - r], [cx + r, cy + r], (x, y) => Math.hypot(x - cx, y - cy) <= r, colour),
    line: (points, thick, colour) =>
      points.slice(1).forEach((to, i) => {
        const from = points[i] ?? to
        const [xs, ys] = [
          [from[0], to[0]],
          [from[1], to[1]],
        ]
        paint(
          [Math.min(...xs) - thick, Math.min(...ys) - thick],
          [Math.max(...xs) + thick, Math.max(...ys) + thick],
          (x, y) => distance(x, y, from, to) <= thick / 2,
          colour,
        )
      }),
    toBase64: () => jpeg.encode({ width, height, data }, quality).data.toString('base64'),
  }
}
