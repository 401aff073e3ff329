import fc from 'fast-check'
import { canonicalJson, utf8 } from './canonical'

describe('canonical JSON', () => {
  it('is one text for one value', () => {
    expect(canonicalJson({ b: [1, 'é', null, { z: true, a: undefined }], a: -0, B: 1.5e21 })).toBe(
      '{"B":1.5e+21,"a":0,"b":[1,"é",null,{"z":true}]}',
    )
  })

  it('does not depend on the order keys were set in', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(turned)).toBe(canonicalJson(value))
      }),
    )
  })

  it('says different things differently, and reads back as what it was', () => {
    const plain = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)))
    fc.assert(
      fc.property(plain, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(value)
      }),
    )
  })

  it.each([
    ['NaN', Number.NaN],
    ['infinity', { a: Number.POSITIVE_INFINITY }],
    ['undefined', undefined],
    ['undefined in an array', [undefined]],
    ['a hole', new Array(1)],
    ['a function', { a: () => 1 }],
    ['a bigint', 1n],
    ['a symbol', Symbol('s')],
    ['a Date', new Date(0)],
    ['a Map', new Map()],
  ])('refuses %s', (_, value) => expect(() => canonicalJson(value)).toThrow(TypeError))

  it('hashes half an emoji as what a UTF-8 store keeps of it', () => {
    expect(canonicalJson('a\uD83D')).toBe(canonicalJson('a\uFFFD'))
    expect(canonicalJson('😀')).toBe('"😀"')
  })

  it('encodes UTF-8 as TextEncoder does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([...utf8(text)]).toEqual([...new TextEncoder().encode(text)])
      }),
    )
  })
})
