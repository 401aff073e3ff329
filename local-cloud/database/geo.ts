import { cosine, sine } from './sine'
import { badQuery, unsupported } from './texts'
import { type Document, isDocument, isNumeric, toNumber, type Value } from './values'

/** A place as [longitude, latitude] in degrees. */
export type Place = readonly [number, number]

/** Mean radius of the earth in metres, as the MongoDB server has it (`kRadiusOfEarthInMeters`). */
const EARTH_RADIUS = 6_378_100
const radians = (degrees: number) => degrees * (Math.PI / 180)

/** A point of the unit sphere. */
export type Vector = readonly [number, number, number]

/**
 * A place as a point of the unit sphere. The C library the server uses rounds correctly, V8's sine does not always:
 * distances are the vendor's to the last digit only with the former.
 */
export function vectorOf([lng, lat]: Place): Vector {
  const [theta, phi] = [radians(lng), radians(lat)]
  return [cosine(theta) * cosine(phi), sine(theta) * cosine(phi), sine(phi)]
}

/** Angle between two places in radians, by the formula of the S2 library MongoDB uses: exact for near and far. */
export function angleBetween(from: Place, to: Place): number {
  const [a, b] = [vectorOf(from), vectorOf(to)]
  const cross = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]] as const
  const length = Math.sqrt(cross[0] * cross[0] + cross[1] * cross[1] + cross[2] * cross[2])
  return Math.atan2(length, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])
}

/** Great-circle distance in metres. */
export function metresBetween(a: Place, b: Place): number {
  return angleBetween(a, b) * EARTH_RADIUS
}

/** The place of a GeoJSON point, or null for any other value. */
export function placeOf(value: Value | undefined): Place | null {
  if (!isDocument(value) || value.type !== 'Point') return null
  return pairOf(value.coordinates)
}

/** A `[longitude, latitude]` within bounds, or null for any other value. */
export function pairOf(value: Value | undefined): Place | null {
  if (!Array.isArray(value) || value.length !== 2) return null
  const [lng, lat] = value.map((item) => (isNumeric(item) ? toNumber(item) : Number.NaN)) as [number, number]
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? [lng, lat] : null
}

/**
 * The test of `$geoWithin: {$centerSphere: [place, radians]}` for points.
 * @throws CloudError LOCAL_CLOUD_UNSUPPORTED for other shapes
 */
export function withinSphere(operand: Value): (value: Value | undefined) => boolean {
  const [shape] = isDocument(operand) ? Object.keys(operand) : []
  if (shape !== '$centerSphere') throw unsupported(`$geoWithin with ${shape}`)
  const given = (operand as Document).$centerSphere
  const center = Array.isArray(given) ? (pairOf(given[0]) ?? placeOf(given[0])) : null
  const radius = Array.isArray(given) ? given[1] : undefined
  if (!center) throw badQuery('Point must be an array or object of longitude and latitude within bounds')
  if (!isNumeric(radius) || !(toNumber(radius) >= 0)) throw badQuery('radius must be a non-negative number')
  const most = toNumber(radius)
  return (value) => {
    const place = placeOf(value)
    return place !== null && angleBetween(center, place) <= most
  }
}

/** What `$near` and `$nearSphere` ask for: points within a ring around a centre, nearest first. Distances in metres. */
export interface Near {
  path: string
  distance: (value: Value | undefined) => number | null
}

/**
 * The distance of a value from the asked centre, null when it is no point or outside the ring.
 * @throws CloudError DATABASE_REQUEST_FAILED for a malformed ring, LOCAL_CLOUD_UNSUPPORTED for legacy coordinates
 */
export function nearness(name: string, operand: Value): Near['distance'] {
  const { $geometry, $maxDistance, $minDistance } = isDocument(operand) ? operand : ({} as Document)
  if ($geometry === undefined) throw unsupported(`${name} without $geometry`)
  const center = placeOf($geometry)
  if (!center) throw badQuery(`${name} requires a point within bounds, given ${JSON.stringify($geometry)}`)
  const most = metres(`$maxDistance`, $maxDistance, Number.POSITIVE_INFINITY)
  const least = metres(`$minDistance`, $minDistance, 0)
  return (value) => {
    const place = placeOf(value)
    if (!place) return null
    const distance = metresBetween(center, place)
    return distance >= least && distance <= most ? distance : null
  }
}

/** A distance option in metres. */
export function metres(name: string, value: Value | undefined, fallback: number): number {
  if (value === undefined) return fallback
  if (!isNumeric(value) || !(toNumber(value) >= 0)) throw badQuery(`${name} must be non-negative`)
  return toNumber(value)
}
