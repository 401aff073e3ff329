import { createMemoryStore } from '../../demo/memoryStore'
import { sealEvent, verifyChain } from './chain'
import { AlreadyDone, type CaseChange, type CaseDocument, change, type SealedEvent, withPostings } from './change'
import { createIds } from './ids'

/** A case of no capability: the kernel knows only that it has a number of things that happened to it. */
interface Thing extends CaseDocument {
  readonly happened: number
}

const someone = { id: 'p1', alias: '网格员01', role: 'grid' }
const receipt = { key: 'r1', action: 'things.do', inputHash: 'h', reply: { done: true } }

const play = () => {
  const store = createMemoryStore()
  let now = 1_742_000_000_000
  const newId = createIds({ now: () => now, randomBytes: (n) => new Uint8Array(n).fill(7) })
  const found = <T>(name: string): T[] => structuredClone([...(store.documents.get(name)?.values() ?? [])]) as T[]
  return {
    store,
    found,
    thing: () => store.get<Thing>('things', 't1'),
    history: () => found<SealedEvent>('events').sort((a, b) => a.seq - b.seq),
    /** One change of the case from the version given, with as many events as it names. */
    step(before: Thing | null, types: readonly string[], more: Partial<CaseChange> = {}): CaseChange {
      return {
        collection: 'things',
        before,
        after: {
          _id: 't1',
          communityId: 'BLHY',
          createdAt: before?.createdAt ?? now,
          happened: (before?.happened ?? 0) + types.length,
        } as CaseChange['after'],
        events: types.map((type) => ({ type, data: { type, note: '好' } })),
        notices: [],
        postings: [],
        ...more,
      }
    },
    async save(changes: readonly CaseChange[], withReceipt: Partial<typeof receipt> | null = null) {
      now += 60_000
      await change(changes, {
        store,
        now,
        newId,
        actor: someone,
        ...(withReceipt && { receipt: { ...receipt, ...withReceipt } }),
      })
    },
  }
}

/** A case with five events over three versions. */
const grown = async () => {
  const world = play()
  await world.save([world.step(null, ['begun'])])
  await world.save([world.step(await world.thing(), ['moved', 'moved again'])])
  await world.save([world.step(await world.thing(), ['looked', 'ended'])])
  return world
}

describe('a chain of events', () => {
  test('goes on over every version, and the case knows its head', async () => {
    const { thing, history } = await grown()
    const [one, events] = [await thing(), history()]
    expect(one).toMatchObject({ v: 3, happened: 5, chain: { seq: 5, hash: events.at(-1)?.hash } })
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
    expect(events.map(({ prevHash }) => prevHash)).toEqual([null, ...events.slice(0, -1).map(({ hash }) => hash)])
    expect(events[0]).toMatchObject({ caseId: 't1', caseKind: 'things', actorAlias: '网格员01', actorRole: 'grid' })
    expect(verifyChain(events, one?.chain)).toEqual({ ok: true })
  })

  test.each([1, 2, 3, 4, 5])('shows when event %i was changed in the store, whatever was changed', async (seq) => {
    const { store, thing, history } = await grown()
    const head = (await thing())?.chain
    const stored = history().find((event) => event.seq === seq)
    if (!stored) throw new Error('no such event')
    const tamperings: Partial<SealedEvent>[] = [
      { data: { type: 'begun', note: '改了' } },
      { actorId: 'p2' },
      { actorAlias: '网格员02' },
      { actorRole: 'admin' },
      { at: stored.at + 1 },
      { type: 'other' },
      { caseId: 't2' },
      { communityId: 'JHY' },
      { subjectId: 'p3' },
      { hash: '0'.repeat(64) },
      { prevHash: '0'.repeat(64) },
      { seq: seq + 10 },
    ]
    for (const tampering of tamperings) {
      const events = history().map((event) => (event.seq === seq ? { ...event, ...tampering } : event))
      expect([tampering, verifyChain(events, head).ok]).toEqual([tampering, false])
    }
    // Sealed again by somebody who knows how: the next event, or the case, remembers the old hash.
    const changed = { ...stored, data: { type: 'begun', note: '改了' } }
    const resealed = { ...changed, hash: sealEvent(stored.prevHash, changed) }
    const forged = history().map((event) => (event.seq === seq ? resealed : event))
    expect(verifyChain(forged, head)).toMatchObject({ ok: false, reason: seq === 5 ? 'head' : 'link' })
    store.documents.get('events')?.delete(stored._id)
    expect(verifyChain(history(), head).ok).toBe(false)
  })

  test('shows a cut tail only with the head the case keeps', async () => {
    const { thing, history } = await grown()
    const cut = history().slice(0, 3)
    expect(verifyChain(cut)).toEqual({ ok: true })
    expect(verifyChain(cut, (await thing())?.chain)).toMatchObject({ ok: false, reason: 'head' })
  })
})

describe('one transaction', () => {
  const notices = [{ audience: 'person:p2', title: '有人来修了', text: '明天上午' }] as const
  const postings = [{ collection: 'ledger', document: { _id: 'row1', qty: 2 } }]

  test('keeps notices and postings with the event that caused them', async () => {
    const { step, save, found, history } = play()
    await save([step(null, ['begun', 'verified'], { notices, postings })])
    expect(found('ledger')).toEqual([{ _id: 'row1', qty: 2 }])
    expect(found('notifications')).toEqual([
      expect.objectContaining({ audience: 'person:p2', caseKind: 'things', caseId: 't1', delivery: 'pending', v: 1 }),
    ])
    expect(found<{ eventId: string }>('notifications')[0]?.eventId).toBe(history().at(-1)?._id)
  })

  test('posts what subscribers say of its events, by number or by id', () => {
    const { step } = play()
    const told: unknown[] = []
    const subscribers = {
      verified: (event: { type: string; number: string; actorId: string }) => {
        told.push([event.type, event.number, event.actorId])
        return postings
      },
    }
    const [one] = withPostings([step(null, ['begun', 'verified'])], subscribers, { now: 1, actorId: 'p1' })
    expect(told).toEqual([['verified', 't1', 'p1']])
    expect(one?.postings).toEqual(postings)
  })

  test('a stale version is a conflict, and nothing of it is kept', async () => {
    const { step, save, thing, store, found } = await grown()
    const old = await thing()
    await save([step(old, ['first'])])
    const before = [...store.documents].map(([name, documents]) => [name, documents.size])
    await expect(save([step(old, ['second'], { notices, postings })], { key: 'r2' })).rejects.toMatchObject({
      code: 'conflict',
      userMessage: '刚刚有人处理过这一条，请刷新后再办。',
    })
    expect([...store.documents].map(([name, documents]) => [name, documents.size])).toEqual(before)
    expect(found('receipts')).toEqual([])
    expect(await thing()).toMatchObject({ v: 4, happened: 6 })
  })

  test('the same receipt twice is already done, and the world stays as it was', async () => {
    const { step, save, thing, found, history } = play()
    await save([step(null, ['begun'])], {})
    await expect(save([step(await thing(), ['moved'])], {})).rejects.toBeInstanceOf(AlreadyDone)
    expect(await thing()).toMatchObject({ v: 1, happened: 1 })
    expect(history()).toHaveLength(1)
    expect(found('receipts')).toEqual([expect.objectContaining({ _id: 'r1', reply: { done: true } })])
  })

  test('a posting that is already there takes everything else with it', async () => {
    const { step, save, thing, history, found } = play()
    await save([step(null, ['begun', 'verified'], { postings })])
    await expect(save([step(await thing(), ['verified'], { notices, postings })], {})).rejects.toMatchObject({
      code: 'conflict',
      userMessage: '这一步刚刚已经办过了，请刷新看看。',
    })
    expect([history().length, found('notifications').length, found('receipts').length]).toEqual([2, 0, 0])
    expect(await thing()).toMatchObject({ v: 1 })
  })

  test('two cases change together or not at all', async () => {
    const { step, save, thing, found } = await grown()
    const other = { ...step(null, ['begun']), after: { ...step(null, ['begun']).after, _id: 't2' } }
    await save([other])
    const stale = { ...(await thing()), v: 1 } as Thing
    const second = found<Thing>('things').find(({ _id }) => _id === 't2') ?? null
    const moved = { ...step(second, ['moved']), after: { ...step(second, ['moved']).after, _id: 't2' } }
    await expect(save([moved, step(stale, ['moved'])])).rejects.toMatchObject({ code: 'conflict' })
    expect(found<Thing>('things').find(({ _id }) => _id === 't2')).toMatchObject({ v: 1, happened: 1 })
    await save([moved, step(await thing(), ['moved'])])
    expect(found<Thing>('things').map(({ v }) => v)).toEqual([4, 2])
  })
})
