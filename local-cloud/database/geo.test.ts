import { metresBetween, withinSphere } from './geo'
import { compileQuery } from './matcher'
import type { Document, Value } from './values'

const point = (lng: number, lat: number): Document => ({ type: 'Point', coordinates: [lng, lat] })

describe('places', () => {
  it('are as far apart as the great circle says', () => {
    expect(metresBetween([0, 0], [0, 0])).toBe(0)
    expect(metresBetween([0, 0], [180, 0])).toBeCloseTo(Math.PI * 6_378_100, 3)
    // one degree of latitude on a sphere of that radius
    expect(metresBetween([113, 23], [113, 24])).toBeCloseTo((Math.PI / 180) * 6_378_100, 3)
  })

  // https://www.mongodb.com/docs/manual/reference/operator/query/centerSphere/
  it('are within a $centerSphere by angle', () => {
    const query = compileQuery({ at: { $geoWithin: { $centerSphere: [[-88, 30], 10 / 6378.1] } } })
    expect(query.matches({ at: point(-88, 30.08) })).toBe(true)
    expect(query.matches({ at: point(-88, 30.1) })).toBe(false)
    expect(query.matches({ at: 'x' })).toBe(false)
    expect(query.matches({})).toBe(false)
  })

  const refused: [Value, string][] = [
    [{ $centerSphere: [[-288, 30], 1] }, 'DATABASE_REQUEST_FAILED'],
    [{ $centerSphere: [[0, 0], '1'] }, 'DATABASE_REQUEST_FAILED'],
    [{ $geometry: { type: 'Polygon' } }, 'LOCAL_CLOUD_UNSUPPORTED'],
    [{ $box: [] }, 'LOCAL_CLOUD_UNSUPPORTED'],
  ]
  it.each(refused)('%j is refused', (operand, code) => {
    expect(() => withinSphere(operand)).toThrow(expect.objectContaining({ code }))
  })
})
