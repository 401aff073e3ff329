import fc from 'fast-check'
import { shanghaiDay } from './dates'
import { formatNumber, type NumberedKind, numberPrefixes, parseNumber } from './numbers'

describe('case numbers', () => {
  it('read as people know them', () => {
    expect(formatNumber('repairs', '2025-03-18', 7)).toBe('报-20250318-0007')
    expect(formatNumber('wishes', '2025-03-18', 12345)).toBe('愿-20250318-12345')
    expect(parseNumber('建-20250318-0007')).toEqual({ kind: 'suggestions', day: '2025-03-18', sequence: 7 })
  })

  it('read back as what they were', () => {
    const kinds = Object.keys(numberPrefixes) as NumberedKind[]
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.nat(4e12),
        fc.integer({ min: 1, max: 999_999_999 }),
        (kind, ms, sequence) => {
          const day = shanghaiDay(ms)
          expect(parseNumber(formatNumber(kind, day, sequence))).toEqual({ kind, day, sequence })
        },
      ),
    )
  })

  it('refuse days and texts that are none', () => {
    expect(() => formatNumber('repairs', '2025-02-30', 1)).toThrow(RangeError)
    expect(() => formatNumber('repairs', '2025-02-03 10:00', 1)).toThrow(RangeError)
    expect(() => formatNumber('repairs', '2025-02-03', 0)).toThrow(RangeError)
    for (const text of [
      '',
      '报-20250230-0001',
      '修-20250318-0007',
      '报-20250318-007',
      '报-20250318-00007',
      '报-20250318-0000',
      ' 报-20250318-0007',
    ]) {
      expect(parseNumber(text)).toBeUndefined()
    }
  })
})
