import { badQuery, unsupported } from './texts'
import { type Document, isDocument, isNumeric, toNumber, type Value } from './values'

/** A place as [longitude, latitude] in degrees. */
export type Place = readonly [number, number]

/** Mean radius of the earth in metres, as the MongoDB server has it (`kRadiusOfEarthInMeters`). */
const EARTH_RADIUS = 6_378_100
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Angle between two places in radians, along a great circle. */
export function angleBetween([lng1, lat1]: Place, [lng2, lat2]: Place): number {
  const [a, b] = [radians(lat1), radians(lat2)]
  const half = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(radians(lng2 - lng1) / 2) ** 2
  return 2 * Math.asin(Math.min(1, Math.sqrt(half)))
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

function pairOf(value: Value | undefined): Place | null {
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
