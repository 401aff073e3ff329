import { waves } from './waves'

const spans = (...pairs: [number, number][]) => pairs.map(([start, end]) => ({ start, end }))

describe('round trips in a row', () => {
  test.each([
    ['no request is no wave', spans(), 0],
    ['one after the other', spans([0, 10], [11, 20], [21, 30]), 3],
    ['all at once', spans([0, 10], [1, 30], [2, 12]), 1],
    ['two side by side, then one', spans([0, 10], [0, 12], [13, 20]), 2],
    ['a chain under one long request', spans([0, 100], [0, 10], [11, 20], [21, 30]), 3],
    ['overlap in the middle', spans([0, 10], [5, 15], [12, 20]), 2],
  ])('%s', (_name, list, expected) => {
    expect(waves(list)).toBe(expected)
  })
})
