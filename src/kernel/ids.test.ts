import fc from 'fast-check'
import { createIds, isId, timeOfId } from './ids'

const bytes = (n: number, value: number) => new Uint8Array(n).fill(value)

describe('ids', () => {
  it('are ULIDs: time first, then chance', () => {
    // The example of the ULID specification.
    const id = createIds({ now: () => 1469918176385, randomBytes: (n) => bytes(n, 255) })()
    expect(id).toBe('01ARYZ6S41ZZZZZZZZZZZZZZZZ')
    expect(isId(id)).toBe(true)
    expect(timeOfId(id)).toBe(1469918176385)
  })

  it('rise strictly, whatever the clock does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2 }),
        fc.integer({ min: 0, max: 255 }),
        (times, chance) => {
          const left = [...times]
          const next = createIds({ now: () => 1e12 + (left.shift() ?? 0), randomBytes: (n) => bytes(n, chance) })
          const ids = times.map(() => next())
          expect([...ids].sort()).toEqual(ids)
          expect(new Set(ids).size).toBe(ids.length)
          expect(ids.every(isId)).toBe(true)
        },
      ),
    )
  })

  it('sort by time between sources', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 48 - 2 }),
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        (time, chance) => {
          const early = createIds({ now: () => time, randomBytes: () => chance })()
          const late = createIds({ now: () => time + 1, randomBytes: (n) => bytes(n, 0) })()
          return early < late
        },
      ),
    )
  })

  it('carry over within a millisecond and lend from the next when full', () => {
    const chance = [bytes(16, 0).fill(31, 15), bytes(16, 31), bytes(16, 7)]
    const next = createIds({ now: () => 5, randomBytes: () => chance.shift() ?? bytes(16, 0) })
    expect(next()).toBe(`0000000005${'0'.repeat(15)}Z`)
    expect(next()).toBe(`0000000005${'0'.repeat(14)}10`)
    const full = createIds({ now: () => 5, randomBytes: () => chance.shift() ?? bytes(16, 0) })
    expect(full()).toBe(`0000000005${'Z'.repeat(16)}`)
    expect(full()).toBe(`0000000006${'7'.repeat(16)}`)
  })

  it('are told from other texts', () => {
    for (const text of [
      '',
      '01ARYZ6S41',
      '01aryz6s41ZZZZZZZZZZZZZZZZ',
      '81ARYZ6S41ZZZZZZZZZZZZZZZZ',
      '01ARYZ6S41ZZZZZZZZZZZZZZZU',
    ]) {
      expect(isId(text)).toBe(false)
    }
    expect(() => timeOfId('x')).toThrow(RangeError)
    expect(() => createIds({ now: () => -1, randomBytes: (n) => bytes(n, 0) })()).toThrow(RangeError)
  })
})
