/** A number as the unrounded sum of two: about 32 digits. */
type Double = readonly [number, number]

function sum(a: number, b: number): Double {
  const high = a + b
  const part = high - a
  return [high, a - (high - part) + (b - part)]
}

/** Veltkamp's split and Dekker's product. */
function product(a: number, b: number): Double {
  const halves = (x: number): Double => {
    const c = 134_217_729 * x
    const high = c - (c - x)
    return [high, x - high]
  }
  const [[ah, al], [bh, bl]] = [halves(a), halves(b)]
  const high = a * b
  return [high, al * bl - (high - ah * bh - al * bh - ah * bl)]
}

function add([a, al]: Double, [b, bl]: Double): Double {
  const [high, low] = sum(a, b)
  return sum(high, low + al + bl)
}

function times([a, al]: Double, [b, bl]: Double): Double {
  const [high, low] = product(a, b)
  return sum(high, low + a * bl + al * b)
}

function over([a, al]: Double, by: number): Double {
  const high = a / by
  const [p, pl] = product(high, by)
  return sum(high, (a - p - pl + al) / by)
}

/** Taylor's series from this power on: the terms fall below 1e-33 for |x| ≤ π before the 40th power. */
function series(x: number, power: 0 | 1): number {
  const square = product(x, x)
  let term: Double = power === 0 ? [1, 0] : [x, 0]
  let total = term
  for (let n = power; n < 44; n += 2) {
    const [high, low] = over(times(term, square), (n + 1) * (n + 2))
    term = [-high, -low]
    total = add(total, term)
  }
  return total[0]
}

/**
 * The sine of an angle within ±π, from 30 correct decimals: the nearest double, where `Math.sin` may give the next,
 * except close to ±π, where the result has fewer digits than a double holds.
 */
export function sine(radians: number): number {
  return series(radians, 1)
}

/** The cosine of an angle within ±π, as `sine`. */
export function cosine(radians: number): number {
  return series(radians, 0)
}
