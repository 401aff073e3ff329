import { registrations } from '../cloudfunctions/api/registry'
import { apiPage, typeText } from './apiPage'
import { describe as describeActions } from './describe'

describe('describe', () => {
  it('names exactly the actions the server answers', () => {
    expect(
      describeActions()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...registrations.keys()].sort())
  })

  it('refuses unknown keys in every input, however deep', () => {
    const loose = (schema: unknown): unknown[] => {
      if (typeof schema !== 'object' || schema === null) return []
      const open = 'type' in schema && schema.type === 'object' && 'properties' in schema && !isClosed(schema)
      return [...(open ? [schema] : []), ...Object.values(schema).flatMap(loose)]
    }
    const isClosed = (schema: object) => 'additionalProperties' in schema && schema.additionalProperties === false
    for (const { name, input } of describeActions()) expect([name, ...loose(input)]).toEqual([name])
  })

  it('has a section for each on the page', () => {
    const page = apiPage(describeActions())
    for (const { name, summary } of describeActions()) expect(page).toContain(`### ${name}\n\n${summary}\n`)
  })
})

describe('typeText', () => {
  it.each([
    [{ type: 'string', minLength: 2, maxLength: 500 }, 'string 2–500'],
    [{ type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER }, 'integer ≥ 1'],
    [{ type: 'array', items: { enum: ['a', 'b'] }, maxItems: 6 }, '("a" | "b")[] ≤ 6'],
    [
      { type: 'object', properties: { a: { type: 'boolean' }, b: { type: 'null' } }, required: ['a'] },
      '{ a: boolean, b?: null }',
    ],
  ] as const)('says %j as %s', (schema, text) => {
    expect(typeText(schema as unknown as Parameters<typeof typeText>[0])).toBe(text)
  })

  it('refuses to leave out what it cannot say', () => {
    expect(() => typeText({ not: {} })).toThrow('cannot say')
  })
})
