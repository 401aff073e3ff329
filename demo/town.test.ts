import { departments, roles } from '@/kernel/actor'
import { isoWeek, parseShanghai, shanghaiDay } from '@/kernel/dates'
import { makeDoorCode, parseDoorCode } from '@/kernel/doorCode'
import { personas } from './personas'
import { campaign, codes, communities, companies, groups, teams, townName } from './town'

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
const repeated = (texts: readonly string[]) => texts.filter((text, i) => texts.indexOf(text) !== i)

describe('the demo town', () => {
  it('has the communities of the domain', () => {
    expect(
      communities.map((c) =>
        [c.id, c.name, c.buildings.length, c.households, c.partyBranch, c.committee, c.redProperty].join(' '),
      ),
    ).toEqual([
      'BLHY 白鹭花园 8 412 own filed true',
      'JHY 金禾苑 6 288 joint filed true',
      'HYYJ 海韵雅居 10 520 assigned preparing true',
      'XGXC 霞光新村 5 180 assigned ineligible false',
      'BWJY 滨湾佳园 7 350 joint filed true',
      'HSHY 惠石花苑 4 126 assigned preparing false',
    ])
  })

  it('adds up: 6 communities, 40 buildings, 1,876 households, 9 grids of at most 300', () => {
    const buildings = communities.flatMap((c) => c.buildings)
    const grids = communities.flatMap((c) => c.grids)
    expect([communities.length, buildings.length, grids.length]).toEqual([6, 40, 9])
    expect(sum(communities.map((c) => c.households))).toBe(1876)
    for (const c of communities) {
      expect(sum(c.buildings.map((b) => b.households))).toBe(c.households)
      expect(sum(c.grids.map((g) => g.households))).toBe(c.households)
      expect(c.grids.flatMap((g) => g.buildingIds)).toEqual(c.buildings.map((b) => b.id))
    }
    expect(Math.max(...grids.map((g) => g.households))).toBeLessThanOrEqual(300)
    expect(repeated([...buildings, ...grids].map(({ id }) => id))).toEqual([])
    expect(communities[0]?.buildings[2]).toMatchObject({ id: 'BLHY-3', name: '3号楼' })
  })

  it('has a campaign of 70 days and 10 whole weeks', () => {
    const [from, to] = [parseShanghai(campaign.from), parseShanghai(campaign.to)]
    expect((to - from) / 86_400_000 + 1).toBe(70)
    expect([isoWeek(from), isoWeek(to)]).toEqual(['2025-W10', '2025-W19'])
    expect(isoWeek(from - 1)).toBe('2025-W09')
    expect(shanghaiDay(to)).toBe('2025-05-11')
  })

  it('has 8 groups, 3 companies and 3 teams of 37 people and 186.5 hours', () => {
    expect(Object.keys(groups)).toEqual([...departments])
    expect(companies.map(({ name }) => name)).toEqual(['示例物业甲', '示例物业乙', '示例物业丙'])
    expect(teams.map(({ name, people }) => `${name} ${people}`)).toEqual([
      '白鹭先锋队 12',
      '金禾暖心队 15',
      '山霞平安队 10',
    ])
    expect(sum(teams.map(({ people }) => people))).toBe(37)
    expect(sum(teams.map(({ hours }) => hours))).toBe(186.5)
  })

  it('has a code for each of 40 doors and 6 boxes, all different and signable', () => {
    expect(codes.filter(({ kind }) => kind === 'door')).toHaveLength(40)
    expect(codes.filter(({ kind }) => kind === 'box')).toHaveLength(6)
    expect(repeated(codes.map(({ id }) => id))).toEqual([])
    expect(repeated(codes.map(({ communityId, buildingId }) => `${communityId} ${buildingId}`))).toEqual([])
    for (const { id } of codes) expect(parseDoorCode(makeDoorCode(id, 'k'), 'k')).toEqual({ ok: true, id })
    // Printed links must stay good: this changes only together with every link anyone has kept.
    expect(codes[0]).toEqual({ id: '8TM7AXVK', kind: 'door', communityId: 'BLHY', buildingId: 'BLHY-1' })
  })
})

describe('the personas', () => {
  const withRole = (role: string, communityId?: string) =>
    personas.filter((one) =>
      one.roles.some(
        (held) =>
          held.role === role &&
          held.ended === undefined &&
          (communityId === undefined || (held.scope.kind === 'community' && held.scope.communityId === communityId)),
      ),
    )

  it('have keys, openids, aliases and phones of their own', () => {
    for (const field of ['key', 'openid', 'alias', 'label', 'phoneMasked'] as const) {
      expect(repeated(personas.map((one) => one[field]))).toEqual([])
    }
    for (const { key } of personas) expect(key).toMatch(/^[a-z]+(-[a-z0-9]+)+$/)
  })

  it('staff every community so that nobody need verify their own work', () => {
    for (const { id, committee } of communities) {
      expect(personas.filter((one) => one.roles.length === 0 && one.home?.communityId === id)).toHaveLength(2)
      expect(withRole('grid', id)).toHaveLength(2)
      expect(withRole('property', id)).toHaveLength(2)
      for (const role of ['village', 'police', 'hookedLeader']) expect(withRole(role, id)).toHaveLength(1)
      expect(withRole('committee', id)).toHaveLength(committee === 'filed' ? 1 : 0)
      expect(withRole('owner', id).length).toBeGreaterThan(0)
    }
    expect(withRole('department')).toHaveLength(8)
    expect(withRole('hookedLeader')).toHaveLength(2)
    expect(withRole('admin')).toHaveLength(2)
  })

  it('hold every role there is, once with a grant that has ended, once without consent', () => {
    for (const role of roles) if (role !== 'resident') expect([role, withRole(role).length > 0]).toEqual([role, true])
    expect(personas.filter((one) => one.roles.some(({ ended }) => ended)).map(({ key }) => key)).toEqual([
      'grid-expired-1',
    ])
    expect(personas.filter((one) => !one.consented).map(({ key }) => key)).toEqual(['newcomer-1'])
  })

  it('live in buildings that stand', () => {
    const buildings = communities.flatMap((c) => c.buildings.map((b) => `${c.id} ${b.id}`))
    for (const { home } of personas) if (home) expect(buildings).toContain(`${home.communityId} ${home.buildingId}`)
  })

  it('are called by a role and a number, never by a name, and have no whole phone number', () => {
    const roleAlias =
      /^(居民|业主|业委会成员)[A-F]\d{2,3}$|^(网格员|驻村干部|物业员|片区民警|挂钩领导|队长|志愿者|廉政监督员|党建指导员|调解员|第三方专家|领导小组|调度办)\d{2}$|^示例物业[甲乙丙]经理$|^G[1-8]联络员$/
    for (const { alias, phoneMasked } of personas) {
      expect(alias).toMatch(roleAlias)
      expect(phoneMasked).toMatch(/^199\*{4}\d{4}$/)
    }
    expect(townName).toMatch(/^示例/)
  })
})
