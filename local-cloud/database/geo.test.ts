import { Engine } from './engine'
import { metresBetween } from './geo'
import { compileQuery } from './matcher'
import { withinShape } from './polygon'
import { Store } from './store'
import type { Document, Value } from './values'

const point = (lng: number, lat: number): Document => ({ type: 'Point', coordinates: [lng, lat] })

describe('places', () => {
  it('are as far apart as the great circle says', () => {
    expect(metresBetween([0, 0], [0, 0])).toBe(0)
    expect(metresBetween([0, 0], [180, 0])).toBeCloseTo(Math.PI * 6_378_100, 3)
    // one degree of latitude on a sphere of that radius
    expect(metresBetween([113, 23], [113, 24])).toBeCloseTo((Math.PI / 180) * 6_378_100, 3)
  })

  it('are as far apart as the vendor says, to the last digit', () => {
    // vendor suite, aggregation.test.ts
    expect(metresBetween([113.3089506, 23.0968251], [113.306789, 23.1564721])).toBe(6643.521654040738)
    expect(metresBetween([113.3089506, 23.0968251], [113.30593, 23.1361155])).toBe(4384.68131486958)
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
    [{ $geometry: { type: 'LineString', coordinates: [] } }, 'LOCAL_CLOUD_UNSUPPORTED'],
    [{ $box: [] }, 'LOCAL_CLOUD_UNSUPPORTED'],
  ]
  it.each(refused)('%j is refused', (operand, code) => {
    expect(() => withinShape(operand)).toThrow(expect.objectContaining({ code }))
  })

  // https://www.mongodb.com/docs/manual/reference/operator/query/nearSphere/ and aggregation/geoNear/
  it('come nearest first, within the ring', () => {
    const store = Store.open(':memory:', [{ name: 't', indexes: [] }])
    const engine = new Engine(store)
    const data = [3, 1, 2].map((lat) => JSON.stringify({ _id: lat, at: point(0, lat) }))
    engine.execute('insertDocument', { collectionName: 't', data: [...data, '{"_id":9}'] }, 0)
    const ids = (near: Document, more: Record<string, unknown> = {}) => {
      const query = JSON.stringify({ at: { $nearSphere: { $geometry: point(0, 0), ...near } } })
      const { data } = engine.execute('getDocument', { collectionName: 't', query, ...more }, 0)
      return (data as { list: string[] }).list.map((text) => JSON.parse(text)._id)
    }
    expect(ids({})).toEqual([1, 2, 3])
    expect(ids({ $maxDistance: 250_000 })).toEqual([1, 2])
    expect(ids({ $minDistance: 120_000 })).toEqual([2, 3])
    expect(ids({}, { limit: 1, offset: 1 })).toEqual([2])
    expect(ids({}, { order: '{"_id":-1}' })).toEqual([3, 2, 1])
    const stage = { near: point(0, 0), distanceField: 'd', key: 'at', spherical: true, query: { _id: { $gt: 1 } } }
    const stages = [{ stageKey: '$geoNear', stageValue: JSON.stringify(stage) }]
    const aggregated = engine.execute('aggregateDocuments', { collectionName: 't', stages }, 0).data as {
      list: string[]
    }
    expect(aggregated.list.map((text) => [JSON.parse(text)._id, Math.round(JSON.parse(text).d)])).toEqual([
      [2, 222_638],
      [3, 333_957],
    ])
    store.close()
  })

  it('cannot be near in one alternative only', () => {
    const near = { at: { $nearSphere: { $geometry: point(0, 0) } } }
    expect(() => compileQuery({ $or: [near, { a: 1 }] })).toThrow('geoNear must be top-level expr')
  })
})
