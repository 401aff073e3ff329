import type { Actor } from '@/kernel/actor'
import { addresseesOf, audiencesOf } from './audiences'
import type { InboxDocument, NotificationDocument } from './data'
import { mergePage, unreadOnFirstPage } from './inbox'

const row = (_id: string): NotificationDocument => ({
  _id,
  v: 1,
  communityId: 'BLHY',
  caseKind: 'repairs',
  caseId: 'c',
  eventId: null,
  audience: 'admin',
  title: 't',
  text: 'x',
  delivery: 'inApp',
  createdAt: 0,
  updatedAt: 0,
})
const ids = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `n${String(from + i).padStart(3, '0')}`)
const rows = (from: number, count: number) => ids(from, count).map(row).reverse()
const inbox = (readUpTo: string): InboxDocument => ({ _id: 'p', v: 1, readUpTo, createdAt: 0, updatedAt: 0 })

describe('an inbox of several audiences', () => {
  test('is one list, newest first, without doubles', () => {
    const { items, more } = mergePage([[row('n3'), row('n1')], [row('n2'), row('n1')], []])
    expect(items.map(({ _id }) => _id)).toEqual(['n3', 'n2', 'n1'])
    expect(more).toBe(false)
  })

  test('shows a page of 20 and knows of more', () => {
    const page = mergePage([rows(0, 15), rows(15, 15)])
    expect(page.items).toHaveLength(20)
    expect(page.more).toBe(true)
    expect(page.items[0]?._id).toBe('n029')
  })

  test('the first page counts what is unread unless it is full of it', () => {
    const page = mergePage([rows(0, 21)])
    expect(unreadOnFirstPage(page, inbox('n017'))).toBe(3)
    expect(unreadOnFirstPage(page, inbox('n000'))).toBeUndefined()
    expect(unreadOnFirstPage(mergePage([rows(0, 20)]), null)).toBe(20)
  })
})

describe('who is addressed', () => {
  const actor = (grants: Actor['grants']): Actor => ({
    personId: 'p1',
    alias: 'p1',
    consentVersion: 1,
    communityId: null,
    buildingId: null,
    grants,
    lapsedRoles: [],
  })

  test('everyone by themselves, and by each role that is told things', () => {
    expect(
      audiencesOf(
        actor([
          { grantId: '1', role: 'grid', scope: { kind: 'community', communityId: 'BLHY' } },
          { grantId: '2', role: 'grid', scope: { kind: 'community', communityId: 'BLHY' } },
          { grantId: '3', role: 'department', scope: { kind: 'department', department: 'G4' } },
          { grantId: '4', role: 'admin', scope: { kind: 'town' } },
          { grantId: '5', role: 'owner', scope: { kind: 'community', communityId: 'BLHY' } },
        ]),
      ),
    ).toEqual(['person:p1', 'grid:BLHY', 'department:G4', 'admin'])
  })

  test('a guest by nothing', () => {
    expect(audiencesOf({ ...actor([]), personId: null })).toEqual([])
  })

  test('the other way round, an audience names its grants', () => {
    expect(addresseesOf('person:p1')).toEqual({ personId: 'p1' })
    expect(addresseesOf('village:JHY')).toEqual({ role: 'village', communityId: 'JHY' })
    expect(addresseesOf('department:G4')).toEqual({ role: 'department', communityId: 'TOWN', department: 'G4' })
    expect(addresseesOf('admin')).toEqual({ role: 'admin', communityId: 'TOWN' })
  })
})
