import type { Place } from './geo'
import { withinShape } from './polygon'
import type { Value } from './values'

// https://www.mongodb.com/docs/manual/reference/operator/query/geoWithin/
// https://www.mongodb.com/docs/manual/reference/geojson/#polygon

const closed = (...places: Place[]): Value => [...places, places[0] as Place].map((place) => [...place])
const square = (size: number, [lng, lat]: Place = [0, 0]): Value =>
  closed([lng - size, lat - size], [lng + size, lat - size], [lng + size, lat + size], [lng - size, lat + size])
const polygon = (...rings: Value[]): Value => ({ $geometry: { type: 'Polygon', coordinates: rings } })
const holds = (shape: Value, [lng, lat]: Place): boolean =>
  withinShape(shape)({ type: 'Point', coordinates: [lng, lat] } as Value)

const arctic = closed([0, 80], [90, 80], [180, 80], [-90, 80])
const both: Value = { $geometry: { type: 'MultiPolygon', coordinates: [[square(1)], [square(1, [10, 10])]] } }

test.each<[string, Value, Place, boolean]>([
  ['the middle', polygon(square(2)), [0, 0], true],
  ['near a corner, inside', polygon(square(2)), [1.99, -1.99], true],
  ['near a corner, outside', polygon(square(2)), [2.01, -1.99], false],
  ['the other side of the earth', polygon(square(2)), [180, 0], false],
  ['a ring drawn the other way round', polygon([...(square(2) as Value[])].reverse()), [0, 0], true],
  ['a great circle bulges towards the pole', polygon(square(10, [0, 50])), [0, 60.2], true],
  // the edge's highest point is at atan(tan 60° ÷ cos 10°) = 60.377°
  ['just below the bulge', polygon(square(10, [0, 50])), [0, 60.37], true],
  ['just above the bulge', polygon(square(10, [0, 50])), [0, 60.38], false],
  ['and away from the equator', polygon(square(10, [0, 50])), [0, 40.2], false],
  ['in a hole', polygon(square(4), square(2)), [0, 0], false],
  ['beside a hole', polygon(square(4), square(2)), [3, 0], true],
  ['across the date line', polygon(closed([179, -1], [-179, -1], [-179, 1], [179, 1])), [180, 0], true],
  ['not the long way round', polygon(closed([179, -1], [-179, -1], [-179, 1], [179, 1])), [0, 0], false],
  ['the pole', polygon(arctic), [45, 90], true],
  ['below the cap', polygon(arctic), [45, 70], false],
  ['a corner cut off a concave shape', polygon(closed([0, 0], [4, 0], [4, 4], [2, 1], [0, 4])), [2, 2], false],
  ['the second of several', both, [10, 10], true],
  ['between several', both, [5, 5], false],
])('%s', (_what, shape, place, inside) => {
  expect(holds(shape, place)).toBe(inside)
})

test.each<[string, Value, string]>([
  ['no rings', polygon(), 'Polygon has no loops'],
  [
    'an open ring',
    polygon([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]),
    'Loop is not closed',
  ],
  ['a ring of two', polygon(closed([0, 0], [1, 0])), 'at least 3 different vertices'],
  ['a ring that crosses itself', polygon(closed([0, 0], [2, 2], [2, 0], [0, 2])), 'cross'],
  ['a place off the earth', polygon(closed([0, 0], [181, 0], [0, 1])), 'out of bounds'],
  ['a crs', { $geometry: { type: 'Polygon', coordinates: [square(1)], crs: {} } }, 'crs is not supported'],
  ['half the earth', polygon(closed([0, 0], [120, 0], [-120, 0])), 'half the earth'],
])('%s is refused', (_what, shape, why) => {
  expect(() => withinShape(shape)).toThrow(why)
})

test('a field that holds no point is not inside', () => {
  expect(withinShape(polygon(square(2)))('x')).toBe(false)
  expect(withinShape(polygon(square(2)))(undefined)).toBe(false)
})
