import { type Orientation, shrink, upright } from './pixels'

/** A 3×2 picture whose pixels are numbered 1 to 6. */
const numbered = { width: 3, height: 2, rgb: Uint8Array.from([1, 2, 3, 4, 5, 6].flatMap((n) => [n, n, n])) }
const numbers = ({ rgb }: { rgb: Uint8Array }) => [...rgb].filter((_, i) => i % 3 === 0)

test.each<[Orientation, number, number[]]>([
  [1, 3, [1, 2, 3, 4, 5, 6]],
  [2, 3, [3, 2, 1, 6, 5, 4]],
  [3, 3, [6, 5, 4, 3, 2, 1]],
  [4, 3, [4, 5, 6, 1, 2, 3]],
  [5, 2, [1, 4, 2, 5, 3, 6]],
  [6, 2, [4, 1, 5, 2, 6, 3]],
  [7, 2, [6, 3, 5, 2, 4, 1]],
  [8, 2, [3, 6, 2, 5, 1, 4]],
])('orientation %i is turned upright', (orientation, width, expected) => {
  const turned = upright(numbered, orientation)
  expect(turned.width).toBe(width)
  expect(numbers(turned)).toEqual(expected)
})

test('shrinking takes means and keeps the shape', () => {
  const rgb = Uint8Array.from([0, 0, 0, 200, 200, 200, 10, 10, 10, 30, 30, 30])
  expect(shrink({ width: 4, height: 1, rgb }, 2)).toEqual({
    width: 2,
    height: 1,
    rgb: Uint8Array.from([100, 100, 100, 20, 20, 20]),
  })
})

test('a long strip keeps at least one pixel of height, and a small picture is never enlarged', () => {
  expect(shrink({ width: 1000, height: 1, rgb: new Uint8Array(3000) }, 10)).toMatchObject({ width: 10, height: 1 })
  expect(shrink(numbered, 320)).toEqual(numbered)
})
