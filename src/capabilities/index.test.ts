import { capabilities, distinct } from './index'

test('a capability registered twice stops the build, by name', () => {
  const once = { name: 'repairs', pages: ['pages/report/index'] }
  expect(() => distinct([once, once])).toThrow('Capability registered twice: repairs')
  expect(distinct([once])).toEqual([once])
})

test('the list as it stands has no doubles', () => {
  expect(new Set(capabilities.map(({ name }) => name)).size).toBe(capabilities.length)
})
