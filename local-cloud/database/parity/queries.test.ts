import { parseEjson } from '../ejson'
import { compileQuery } from '../matcher'
import type { Document } from '../values'

/** [query, document, whether it matches], in the EJSON of the wire. */
type Row = [string, string, boolean]

const holds = (rows: Row[]): void => {
  test.each(rows)('%s on %s: %p', (query, document, expected) => {
    const parsed = (text: string): Document => parseEjson(text, 0) as Document
    expect(compileQuery(parsed(query)).matches(parsed(document))).toBe(expected)
  })
}

// https://www.mongodb.com/docs/manual/reference/method/db.collection.find/#type-bracketing
// https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
describe('comparisons stay within a type', () => {
  holds([
    ['{"a":{"$gt":5}}', '{"a":6}', true],
    ['{"a":{"$gt":5}}', '{"a":"6"}', false],
    ['{"a":{"$gt":5}}', '{"a":true}', false],
    ['{"a":{"$gt":5}}', '{"a":{"b":6}}', false],
    ['{"a":{"$gt":5}}', '{"a":{"$date":{"$numberLong":"6"}}}', false],
    ['{"a":{"$gt":5}}', '{"a":null}', false],
    ['{"a":{"$gt":5}}', '{}', false],
    ['{"a":{"$lt":5}}', '{"a":null}', false],
    ['{"a":{"$lt":5}}', '{"a":""}', false],
    ['{"a":{"$gt":5}}', '{"a":{"$numberDouble":"5.5"}}', true],
    ['{"a":{"$gt":5}}', '{"a":{"$numberLong":"9007199254740993"}}', true],
    ['{"a":{"$gte":{"$numberDouble":"5.0"}}}', '{"a":{"$numberLong":"5"}}', true],
    ['{"a":5}', '{"a":{"$numberLong":"5"}}', true],
    ['{"a":5}', '{"a":"5"}', false],
    ['{"a":{"$gt":""}}', '{"a":"a"}', true],
    ['{"a":{"$gt":""}}', '{"a":1}', false],
    ['{"a":{"$gte":""}}', '{"a":""}', true],
    ['{"a":{"$lt":"b"}}', '{"a":"a"}', true],
    ['{"a":{"$lt":"a"}}', '{"a":"B"}', true],
    ['{"a":{"$lt":"中"}}', '{"a":"z"}', true],
    ['{"a":{"$gt":false}}', '{"a":true}', true],
    ['{"a":{"$gt":false}}', '{"a":1}', false],
    ['{"a":{"$lte":true}}', '{"a":false}', true],
    ['{"a":{"$gt":{"$date":{"$numberLong":"0"}}}}', '{"a":{"$date":{"$numberLong":"1"}}}', true],
    ['{"a":{"$gt":{"$date":{"$numberLong":"0"}}}}', '{"a":1}', false],
    ['{"a":{"$gt":{"b":1}}}', '{"a":{"b":2}}', true],
    ['{"a":{"$gt":{"b":1}}}', '{"a":{"c":0}}', true],
    ['{"a":{"$gt":{"b":1}}}', '{"a":2}', false],
    ['{"a":{"$gt":[1]}}', '{"a":[2]}', true],
    ['{"a":{"$gt":[1]}}', '{"a":2}', false],
    ['{"a":{"$ne":5}}', '{"a":"5"}', true],
    ['{"a":{"$ne":5}}', '{}', true],
    ['{"a":{"$not":{"$gt":5}}}', '{"a":"6"}', true],
    ['{"a":{"$not":{"$gt":5}}}', '{}', true],
    ['{"a":{"$not":{"$gt":5}}}', '{"a":6}', false],
    ['{"a":{"$gte":null}}', '{}', true],
    ['{"a":{"$lte":null}}', '{"a":1}', false],
  ])
})

// https://www.mongodb.com/docs/manual/reference/operator/query/type/
describe('$type', () => {
  holds([
    ['{"a":{"$type":"number"}}', '{"a":1}', true],
    ['{"a":{"$type":"number"}}', '{"a":{"$numberDouble":"1.5"}}', true],
    ['{"a":{"$type":"int"}}', '{"a":{"$numberInt":"1"}}', true],
    ['{"a":{"$type":"int"}}', '{"a":{"$numberLong":"1"}}', false],
    ['{"a":{"$type":"long"}}', '{"a":{"$numberLong":"9007199254740993"}}', true],
    ['{"a":{"$type":"double"}}', '{"a":{"$numberDouble":"1.5"}}', true],
    ['{"a":{"$type":"string"}}', '{"a":["x",1]}', true],
    ['{"a":{"$type":"array"}}', '{"a":[]}', true],
    ['{"a":{"$type":"array"}}', '{"a":1}', false],
    ['{"a":{"$type":"object"}}', '{"a":{}}', true],
    ['{"a":{"$type":"object"}}', '{"a":[{}]}', true],
    ['{"a":{"$type":"bool"}}', '{"a":false}', true],
    ['{"a":{"$type":"date"}}', '{"a":{"$date":{"$numberLong":"0"}}}', true],
    ['{"a":{"$type":2}}', '{"a":"x"}', true],
    ['{"a":{"$type":["string","null"]}}', '{"a":null}', true],
    ['{"a":{"$type":["string","null"]}}', '{}', false],
  ])
})

// https://www.mongodb.com/docs/manual/reference/operator/query/regex/
describe('$regex', () => {
  holds([
    ['{"a":{"$regex":"^ab"}}', '{"a":"abc"}', true],
    ['{"a":{"$regex":"^ab"}}', '{"a":"cab"}', false],
    ['{"a":{"$regex":"^ab"}}', '{"a":"ABC"}', false],
    ['{"a":{"$regex":"^ab","$options":"i"}}', '{"a":"ABC"}', true],
    ['{"a":{"$regex":"b$"}}', '{"a":"b\\nc"}', false],
    ['{"a":{"$regex":"b$","$options":"m"}}', '{"a":"b\\nc"}', true],
    ['{"a":{"$regex":"b.c"}}', '{"a":"b\\nc"}', false],
    ['{"a":{"$regex":"b.c","$options":"s"}}', '{"a":"b\\nc"}', true],
    ['{"a":{"$regex":"b"}}', '{"a":["a","b"]}', true],
    ['{"a":{"$regex":"b"}}', '{"a":[["b"]]}', false],
    ['{"a":{"$regex":"1"}}', '{"a":1}', false],
    ['{"a":{"$regex":".*"}}', '{"a":null}', false],
    ['{"a":{"$regex":".*"}}', '{}', false],
    ['{"a":{"$not":{"$regex":"b"}}}', '{"a":"a"}', true],
    ['{"a":{"$not":{"$regex":"b"}}}', '{}', true],
    ['{"a":{"$regex":"灯"}}', '{"a":"路灯不亮"}', true],
    ['{"a.b":{"$regex":"x"}}', '{"a":[{"b":"y"},{"b":"x"}]}', true],
  ])
})

// https://www.mongodb.com/docs/manual/tutorial/query-arrays/, query-array-of-documents/, query-embedded-documents/
describe('arrays and paths', () => {
  holds([
    ['{"a":{"b":1,"c":2}}', '{"a":{"b":1,"c":2}}', true],
    ['{"a":{"b":1,"c":2}}', '{"a":{"c":2,"b":1}}', false],
    ['{"a":{"b":1}}', '{"a":{"b":1,"c":2}}', false],
    ['{"a.b":1}', '{"a":{"b":1,"c":2}}', true],
    ['{"a.0":1}', '{"a":[1,2]}', true],
    ['{"a.0":1}', '{"a":[2,1]}', false],
    ['{"a.0":1}', '{"a":{"0":1}}', true],
    ['{"a.0.b":1}', '{"a":[{"b":1}]}', true],
    ['{"a.b":{"$gt":5,"$lt":3}}', '{"a":[{"b":2},{"b":6}]}', true],
    ['{"a":{"$elemMatch":{"b":{"$gt":5,"$lt":3}}}}', '{"a":[{"b":2},{"b":6}]}', false],
    ['{"a":{"$size":2}}', '{"a":[1,[2,3]]}', true],
    ['{"a":{"$size":0}}', '{}', false],
    ['{"a":{"$size":1}}', '{"a":1}', false],
    ['{"a":{"$all":[1,2]}}', '{"a":[2,3,1]}', true],
    ['{"a":{"$all":[1,2]}}', '{"a":[1]}', false],
    ['{"a":{"$all":[1]}}', '{"a":1}', true],
    ['{"a":{"$all":[]}}', '{"a":[]}', false],
    ['{"a":{"$all":[[1,2]]}}', '{"a":[1,2]}', true],
    ['{"a":{"$in":[[1,2]]}}', '{"a":[1,2]}', true],
    ['{"a":{"$in":[]}}', '{"a":1}', false],
    ['{"a":{"$nin":[]}}', '{}', true],
    ['{"a":{"$nin":[1]}}', '{"a":[2,1]}', false],
    ['{"a":{"$ne":1}}', '{"a":[1,2]}', false],
    ['{"a":{"$ne":[1,2]}}', '{"a":[1,2]}', false],
    ['{"a":{"$mod":[4,0]}}', '{"a":8}', true],
    ['{"a":{"$mod":[4,0]}}', '{"a":[3,8]}', true],
    ['{"a":{"$mod":[4,0]}}', '{"a":"8"}', false],
    ['{"a":{"$mod":[4,-1]}}', '{"a":-5}', true],
    ['{"a":{"$exists":true},"a.b":{"$exists":false}}', '{"a":{}}', true],
    ['{"$nor":[{"a":1},{"b":1}]}', '{"a":2}', true],
    ['{"$nor":[{"a":1},{"b":1}]}', '{"b":1}', false],
    ['{"$or":[{"a":1},{"b":1}],"c":1}', '{"b":1,"c":1}', true],
    ['{"$and":[{"a":{"$gt":1}},{"a":{"$lt":3}}]}', '{"a":2}', true],
  ])
})
