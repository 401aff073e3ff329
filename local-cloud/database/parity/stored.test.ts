import { Engine } from '../engine'
import { Store } from '../store'

const engineWith = (...documents: string[]): Engine => {
  const store = Store.open(':memory:', [
    { name: 'plain', indexes: [] },
    { name: 'single', indexes: [{ name: 'u', keys: { a: 1 }, unique: true }] },
    { name: 'compound', indexes: [{ name: 'u', keys: { a: 1, b: -1 }, unique: true }] },
    { name: 'sorted', indexes: [{ name: 'by_a', keys: { a: 1 } }] },
  ])
  const engine = new Engine(store)
  for (const document of documents) {
    for (const name of ['plain', 'sorted']) insert(engine, name, document)
  }
  return engine
}

const insert = (engine: Engine, collectionName: string, document: string): void => {
  engine.execute('insertDocument', { collectionName, data: [document] }, 0)
}

const idsBy = (engine: Engine, collectionName: string, direction: 1 | -1): string => {
  const reply = engine.execute('getDocument', { collectionName, order: `{"a":${direction}}` }, 0)
  return (reply.data as { list: string[] }).list.map((text) => JSON.parse(text)._id).join(' ')
}

// https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
// https://www.mongodb.com/docs/manual/reference/method/cursor.sort/#sort-by-an-array-field
describe.each(['plain', 'sorted'])('sorting (%s)', (collection) => {
  test.each<[string, string[], string, string]>([
    ['missing and null are one', ['{"_id":"n","a":null}', '{"_id":"0","a":0}'], 'n 0', '0 n'],
    ['missing before numbers', ['{"_id":"0","a":0}', '{"_id":"m"}'], 'm 0', '0 m'],
    ['numbers before texts', ['{"_id":"t","a":""}', '{"_id":"9","a":9}'], '9 t', 't 9'],
    ['numbers by value', ['{"_id":"2","a":{"$numberDouble":"2.5"}}', '{"_id":"1","a":2}'], '1 2', '2 1'],
    ['texts before objects', ['{"_id":"o","a":{}}', '{"_id":"t","a":"z"}'], 't o', 'o t'],
    ['objects before booleans', ['{"_id":"b","a":false}', '{"_id":"o","a":{"x":1}}'], 'o b', 'b o'],
    ['false before true', ['{"_id":"t","a":true}', '{"_id":"f","a":false}'], 'f t', 't f'],
    ['booleans before dates', ['{"_id":"d","a":{"$date":{"$numberLong":"0"}}}', '{"_id":"b","a":true}'], 'b d', 'd b'],
    ['texts by bytes', ['{"_id":"z","a":"z"}', '{"_id":"Z","a":"Z"}'], 'Z z', 'z Z'],
    ['an array by its least or greatest', ['{"_id":"x","a":[1,9]}', '{"_id":"y","a":5}'], 'x y', 'x y'],
    ['an empty array before null', ['{"_id":"n","a":null}', '{"_id":"e","a":[]}'], 'e n', 'n e'],
    ['NaN before numbers', ['{"_id":"1","a":-1}', '{"_id":"n","a":{"$numberDouble":"NaN"}}'], 'n 1', '1 n'],
  ])('%s', (_what, documents, up, down) => {
    const engine = engineWith(...documents)
    expect(idsBy(engine, collection, 1)).toBe(up)
    expect(idsBy(engine, collection, -1)).toBe(down)
  })
})

// https://www.mongodb.com/docs/manual/core/index-unique/
describe('a unique index', () => {
  test.each<[string, string, string, string, boolean]>([
    ['single', 'the same value', '{"a":1}', '{"a":1}', false],
    ['single', 'numbers of other types', '{"a":1}', '{"a":{"$numberDouble":"1.0"}}', false],
    ['single', 'a number and its text', '{"a":1}', '{"a":"1"}', true],
    ['single', 'two missing', '{}', '{}', false],
    ['single', 'missing and null', '{}', '{"a":null}', false],
    ['single', 'missing and empty text', '{}', '{"a":""}', true],
    ['single', 'an element taken by another', '{"a":[1,2]}', '{"a":[2,3]}', false],
    ['single', 'an element and a value', '{"a":[1,2]}', '{"a":2}', false],
    ['single', 'disjoint arrays', '{"a":[1,2]}', '{"a":[3,4]}', true],
    ['single', 'one document may repeat an element', '{"a":[1,1]}', '{"a":[2,2]}', true],
    ['single', 'objects of another key order', '{"a":{"x":1,"y":2}}', '{"a":{"y":2,"x":1}}', true],
    ['single', 'equal objects', '{"a":{"x":1}}', '{"a":{"x":1}}', false],
    ['single', 'zero and minus zero', '{"a":0}', '{"a":{"$numberDouble":"-0.0"}}', false],
    ['compound', 'one field equal', '{"a":1,"b":1}', '{"a":1,"b":2}', true],
    ['compound', 'both equal', '{"a":1,"b":1}', '{"a":1,"b":1}', false],
    ['compound', 'both missing the second', '{"a":1}', '{"a":1}', false],
    ['compound', 'missing and null in the second', '{"a":1}', '{"a":1,"b":null}', false],
    ['compound', 'an element of the second', '{"a":1,"b":[1,2]}', '{"a":1,"b":2}', false],
  ])('%s, %s: %s then %s', (collection, _what, first, second, allowed) => {
    const engine = engineWith()
    insert(engine, collection, first)
    const again = (): void => insert(engine, collection, second)
    if (allowed) expect(again).not.toThrow()
    else expect(again).toThrow('E11000 duplicate key')
  })

  test('an array in both fields of a compound index is refused', () => {
    expect(() => insert(engineWith(), 'compound', '{"a":[1],"b":[1]}')).toThrow('parallel arrays')
  })
})
