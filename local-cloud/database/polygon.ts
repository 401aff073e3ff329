import { pairOf, placeOf, type Vector, vectorOf, withinSphere } from './geo'
import { badQuery, unsupported } from './texts'
import { type Document, isDocument, type Value } from './values'

type Ring = Vector[]
type Flat = readonly [number, number]

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]

/**
 * The test of `$geoWithin` for points: `{$geometry: Polygon | MultiPolygon}` or `{$centerSphere: [place, radians]}`.
 * @throws CloudError DATABASE_REQUEST_FAILED for a malformed shape, LOCAL_CLOUD_UNSUPPORTED for other shapes
 */
export function withinShape(operand: Value): (value: Value | undefined) => boolean {
  const [shape] = isDocument(operand) ? Object.keys(operand) : []
  if (shape !== '$geometry') return withinSphere(operand)
  const inside = insideOf((operand as Document).$geometry)
  return (value) => {
    const place = placeOf(value)
    return place !== null && inside(vectorOf(place))
  }
}

/**
 * Whether a place lies inside a GeoJSON Polygon or MultiPolygon. Edges are great circles, as in MongoDB
 * (https://www.mongodb.com/docs/manual/reference/operator/query/geoWithin/), and a polygon is the smaller of the two
 * parts it cuts the earth into. Like S2's, its border is half open: of two neighbours one has it.
 * @throws CloudError DATABASE_REQUEST_FAILED for rings that are open, too short or cross themselves;
 *   LOCAL_CLOUD_UNSUPPORTED for another type, a custom crs, or a polygon that no half of the earth around its middle holds
 */
function insideOf(geometry: Value | undefined): (place: Vector) => boolean {
  if (!isDocument(geometry)) throw badQuery('$geometry must be an object')
  const { type, coordinates, crs } = geometry as Document
  if (crs !== undefined) throw unsupported('$geometry with crs')
  if (type === 'Polygon') return polygon(coordinates)
  if (type !== 'MultiPolygon') throw unsupported(`$geoWithin with a $geometry of type ${JSON.stringify(type)}`)
  if (!Array.isArray(coordinates) || coordinates.length === 0) throw badQuery('MultiPolygon has no polygons')
  const parts = coordinates.map(polygon)
  return (place) => parts.some((inside) => inside(place))
}

function polygon(coordinates: Value | undefined): (place: Vector) => boolean {
  if (!Array.isArray(coordinates) || coordinates.length === 0) throw badQuery('Polygon has no loops.')
  const rings = coordinates.map(ringOf)
  const flatten = planeAround(rings[0] as Ring)
  // great circles are straight lines on the plane that touches the sphere in the polygon's middle
  const flat = rings.map((ring) =>
    ring.map((vertex) => {
      const point = flatten(vertex)
      if (!point) throw unsupported('$geoWithin with a polygon of about half the earth or more')
      return point
    }),
  )
  for (const ring of flat) refuseCrossings(ring)
  return (place) => {
    const point = flatten(place)
    // inside the outer ring and in no hole: an odd number of borders to the outside
    return point !== null && flat.filter((ring) => encloses(ring, point)).length % 2 === 1
  }
}

/** The vertices of a closed ring, the last one left away. */
function ringOf(value: Value): Ring {
  const shown = JSON.stringify(value)
  if (!Array.isArray(value)) throw badQuery(`Polygon coordinates must be an array of loops, given ${shown}`)
  const places = value.map((pair) => {
    const place = pairOf(pair)
    if (!place) throw badQuery(`longitude/latitude is out of bounds or not a pair: ${JSON.stringify(pair)}`)
    return place
  })
  const [first, last] = [places[0], places.at(-1)]
  if (!first || !last || first[0] !== last[0] || first[1] !== last[1]) throw badQuery(`Loop is not closed: ${shown}`)
  const ring = places.slice(0, -1).filter((place, n, all) => {
    const before = all[n - 1]
    return before === undefined || place[0] !== before[0] || place[1] !== before[1]
  })
  if (ring.length < 3) throw badQuery(`Loop must have at least 3 different vertices: ${shown}`)
  return ring.map(vectorOf)
}

/** The gnomonic projection around a ring's middle; null for what lies on the other half of the earth. */
function planeAround(ring: Ring): (vector: Vector) => Flat | null {
  const sum = ring.reduce<Vector>((total, v) => [total[0] + v[0], total[1] + v[1], total[2] + v[2]], [0, 0, 0])
  const middle = unit(sum)
  const [x, y, z] = middle.map(Math.abs) as unknown as Vector
  const far: Vector = x <= y && x <= z ? [1, 0, 0] : y <= z ? [0, 1, 0] : [0, 0, 1]
  const east = unit(cross(far, middle))
  const north = cross(middle, east)
  return (vector) => {
    const height = dot(vector, middle)
    return height > 1e-9 ? [dot(vector, east) / height, dot(vector, north) / height] : null
  }
}

function unit(vector: Vector): Vector {
  const length = Math.hypot(...vector)
  if (length < 1e-9) throw unsupported('$geoWithin with a polygon of about half the earth or more')
  return [vector[0] / length, vector[1] / length, vector[2] / length]
}

function edges(ring: Flat[]): [Flat, Flat][] {
  return ring.map((to, n) => [ring.at(n - 1) as Flat, to])
}

/** Ray casting: a ray to the right crosses the border an odd number of times. */
function encloses(ring: Flat[], [x, y]: Flat): boolean {
  let inside = false
  for (const [[ax, ay], [bx, by]] of edges(ring)) {
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside
  }
  return inside
}

function refuseCrossings(ring: Flat[]): void {
  const all = edges(ring)
  const side = ([ax, ay]: Flat, [bx, by]: Flat, [px, py]: Flat): number =>
    Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax))
  all.forEach(([a, b], n) => {
    for (const [m, [c, d]] of all.entries()) {
      // neighbours share a vertex, which is no crossing
      if (m <= n + 1 || (n === 0 && m === all.length - 1)) continue
      if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0)
        throw badQuery(`Loop is not valid: Edges ${n} and ${m} cross`)
    }
  })
}
