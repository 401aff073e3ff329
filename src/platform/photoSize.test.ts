import { fitted } from './photoSize'

test('a large photo shrinks to 1600 on its longest side and keeps its shape', () => {
  expect(fitted(4000, 3000)).toEqual({ width: 1600, height: 1200 })
  expect(fitted(3000, 4000)).toEqual({ width: 1200, height: 1600 })
})

test('a small photo is never blown up, and no side vanishes', () => {
  expect(fitted(640, 480)).toEqual({ width: 640, height: 480 })
  expect(fitted(20000, 2)).toEqual({ width: 1600, height: 1 })
})
