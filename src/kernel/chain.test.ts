import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { type ChainLink, sealEvent, verifyChain } from './chain'

type Event = ChainLink & Record<string, unknown>

function chainOf(bodies: readonly Record<string, unknown>[]): Event[] {
  const events: Event[] = []
  for (const body of bodies) {
    const prevHash = events.at(-1)?.hash ?? null
    const content = { ...body, seq: events.length + 1, prevHash }
    events.push({ ...content, hash: sealEvent(prevHash, content) })
  }
  return events
}

const body = fc.record({
  actorId: fc.string(),
  note: fc.string(),
  at: fc.integer(),
  data: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))),
})
const bodies = fc.array(body, { minLength: 2, maxLength: 8 })
const history = bodies.map(chainOf)
const pick = (events: readonly Event[], at: number): Event => {
  const event = events[at % events.length]
  if (event === undefined) throw new Error('empty history')
  return event
}

describe('the hash chain of a case', () => {
  it('is SHA-256 over canonical JSON of the hash before and the event', () => {
    const expected = createHash('sha256').update('["ab",{"note":"灯不亮","seq":2}]').digest('hex')
    expect(sealEvent('ab', { seq: 2, note: '灯不亮' })).toBe(expected)
    expect(sealEvent('ab', { seq: 2, note: '灯不亮', prevHash: 'ab', hash: 'x' })).toBe(expected)
  })

  it('is intact as written, also after a round trip through JSON', () => {
    fc.assert(
      fc.property(history, (events) => {
        const last = events.at(-1)
        const head = { seq: events.length, hash: last?.hash ?? null }
        expect(verifyChain(events, head)).toEqual({ ok: true })
        expect(verifyChain(JSON.parse(JSON.stringify(events)), head)).toEqual({ ok: true })
      }),
    )
    expect(verifyChain([], { seq: 0, hash: null })).toEqual({ ok: true })
  })

  it('shows any changed field and where', () => {
    fc.assert(
      fc.property(
        history,
        fc.nat(),
        fc.constantFrom('actorId', 'note', 'at', 'data', 'hash', 'prevHash', 'seq'),
        (events, at, field) => {
          const target = pick(events, at)
          const changed = events.map((event) => (event === target ? { ...event, [field]: 'changed!' } : event))
          const verdict = verifyChain(changed as unknown as Event[])
          expect(verdict).toMatchObject({ ok: false, brokenAt: target.seq })
        },
      ),
    )
  })

  it('shows an added and a removed field', () => {
    fc.assert(
      fc.property(history, fc.nat(), (events, at) => {
        const target = pick(events, at)
        const { note: _, ...less } = target
        for (const other of [{ ...target, extra: 1 }, less as Event]) {
          expect(verifyChain(events.map((event) => (event === target ? other : event)))).toMatchObject({ ok: false })
        }
      }),
    )
  })

  it('shows a change even when the changed event is sealed anew', () => {
    fc.assert(
      fc.property(history, fc.nat(), (events, at) => {
        const target = pick(events.slice(0, -1), at)
        const forged = { ...target, note: `${String(target.note)}!` }
        forged.hash = sealEvent(forged.prevHash, forged)
        expect(verifyChain(events.map((event) => (event === target ? forged : event)))).toEqual({
          ok: false,
          brokenAt: target.seq + 1,
          reason: 'link',
        })
      }),
    )
  })

  it('shows insertion, deletion, a swap and a cut tail', () => {
    fc.assert(
      fc.property(history, body, fc.nat(), (events, more, at) => {
        const head = { seq: events.length, hash: events.at(-1)?.hash ?? null }
        const index = at % events.length
        const before = events[index - 1]?.hash ?? null
        const content = { ...more, seq: index + 1, prevHash: before }
        const inserted = [
          ...events.slice(0, index),
          { ...content, hash: sealEvent(before, content) },
          ...events.slice(index),
        ]
        const deleted = events.filter((_, i) => i !== index)
        const swapped = [...events.slice(1, 2), ...events.slice(0, 1), ...events.slice(2)]
        const renumbered = deleted.map((event, i) => ({ ...event, seq: i + 1 }))
        for (const other of [inserted, deleted, swapped, renumbered, events.slice(0, -1), [...events, ...events]]) {
          expect(verifyChain(other, head)).toMatchObject({ ok: false })
        }
      }),
    )
  })

  it('shows a whole history written anew, by the head kept with the case', () => {
    const events = chainOf([{ note: 'a' }, { note: 'b' }])
    const head = { seq: 2, hash: events[1]?.hash ?? null }
    expect(verifyChain(chainOf([{ note: 'a' }, { note: 'c' }]), head)).toEqual({
      ok: false,
      brokenAt: 3,
      reason: 'head',
    })
  })

  it('shows a gap even when everything was sealed honestly around it', () => {
    const first = { seq: 2, prevHash: null, note: 'a' }
    expect(verifyChain([{ ...first, hash: sealEvent(null, first) }])).toEqual({
      ok: false,
      brokenAt: 1,
      reason: 'order',
    })
  })

  it('refuses to seal what a document cannot hold', () => {
    expect(() => sealEvent(null, { at: Number.NaN })).toThrow(TypeError)
  })
})
