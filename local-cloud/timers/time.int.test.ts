import { eventually, prepareGround, type TestCloud, type TestGround } from '../fixtures/start'

jest.setTimeout(60_000)

interface Dates {
  start: number
  end: number
  text: string
  instance: boolean
  constructed: number
  hours: number
  loadedAt: number
}

describe('the virtual clock, in functions, documents and timers', () => {
  let ground: TestGround
  let cloud: TestCloud
  beforeAll(async () => {
    ground = await prepareGround()
    cloud = await ground.start()
  })
  beforeEach(() => cloud.local('POST', 'reset', { seed: 'plain' }))
  afterAll(async () => {
    await cloud.stop()
    await ground.remove()
  })

  const dates = async (): Promise<Dates> => (await cloud.probe({ action: 'dates' })).body as Dates
  const timerDocuments = async (): Promise<{ timer: { Time: string } }[]> =>
    ((await cloud.probe({ action: 'list' })).body as { timer?: { Time: string } }[]).filter(
      (document): document is { timer: { Time: string } } => document.timer !== undefined,
    )

  test('pinned, every date in a function is that instant, while its timers still run', async () => {
    const at = Date.parse('2025-04-26T10:00:00+08:00')
    expect((await cloud.local('POST', 'clock', { now: '2025-04-26T10:00:00+08:00' })).body).toEqual({
      now: '2025-04-26T02:00:00.000Z',
      mode: 'pinned',
    })
    const { status, body, stats } = await cloud.probe({ action: 'dates' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ start: at, end: at, instance: true, constructed: 5, hours: 8 })
    expect((body as Dates).text).toContain('Apr 26 2025 10:00:00 GMT+0800')
    expect(stats.ms).toBeGreaterThan(55)
    expect((await cloud.probe({ action: 'serverDate' })).body).toEqual({
      stored: '2025-04-26T02:00:00.000Z',
      here: '2025-04-26T02:00:00.000Z',
      now: at,
    })
  })

  test('ticking, time runs on from where it was set', async () => {
    const at = Date.parse('2025-05-08T16:00:00+08:00')
    await cloud.local('POST', 'clock', { now: '2025-05-08T16:00:00+08:00', ticking: true })
    const { start, end } = await dates()
    expect(start).toBeGreaterThanOrEqual(at)
    expect(start).toBeLessThan(at + 20_000)
    expect(end - start).toBeGreaterThanOrEqual(55)
    expect((await cloud.local('GET', 'clock')).body).toMatchObject({ mode: 'ticking' })
  })

  test('null is real time again, and a bundle loaded since has seen no other', async () => {
    await cloud.local('POST', 'clock', { now: '2025-05-08T16:00:00+08:00' })
    await cloud.local('POST', 'clock', { now: null })
    expect(Math.abs((await dates()).start - Date.now())).toBeLessThan(5_000)
    await cloud.local('POST', 'reset', { seed: 'demo' })
    const { start, loadedAt } = await dates()
    expect(new Date(start).toISOString()).toMatch(/^2025-05-11T00:0/)
    expect(new Date(loadedAt).toISOString()).toMatch(/^2025-05-11T00:0/)
  })

  test('a time that is none is refused', async () => {
    for (const body of [{ now: 'soon' }, {}, { now: 5 }]) {
      expect(await cloud.local('POST', 'clock', body)).toMatchObject({ status: 400, body: { code: 'INVALID_PARAM' } })
    }
  })

  test('a timer is fired by name, with the platform’s event and no openid', async () => {
    await cloud.local('POST', 'clock', { now: '2025-05-04T16:00:00.500Z' })
    expect(await cloud.local('POST', 'timers/every-second')).toMatchObject({
      status: 200,
      body: { fired: { Type: 'Timer', TriggerName: 'every-second', Time: '2025-05-04T16:00:00Z', Message: '' } },
    })
    expect(await timerDocuments()).toMatchObject([{ src: 'timer', openid: null }])
    expect(await cloud.local('POST', 'timers/unheard-of')).toMatchObject({
      status: 404,
      body: { message: 'there is no timer "unheard-of"' },
    })
  })

  test('timers fire by the virtual clock while it ticks, and none while it stands', async () => {
    await cloud.local('POST', 'clock', { now: '2029-12-31T15:59:58Z', ticking: true })
    expect((await cloud.local('GET', 'timers')).body).toMatchObject({ timers: [{ next: '2029-12-31T16:00:00.000Z' }] })
    await eventually(timerDocuments, (seen) => seen.length >= 2)
    await cloud.local('POST', 'clock', { now: '2030-06-01T00:00:00Z' })
    await eventually(
      async () => (await cloud.local('GET', 'calls')).body as { calls: { outcome: string }[] },
      (seen) => seen.calls.every(({ outcome }) => outcome !== 'running'),
    )
    const fired = (await timerDocuments()).map(({ timer }) => timer.Time).sort()
    expect(fired.length).toBeGreaterThanOrEqual(2)
    expect(fired[0]).toBe('2029-12-31T16:00:00Z')
    expect(fired.every((time) => /^2029-12-31T16:00:\d\dZ$/.test(time))).toBe(true)
    expect(new Set(fired).size).toBe(fired.length)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(await timerDocuments()).toHaveLength(fired.length)
    expect((await cloud.local('GET', 'timers')).body).toMatchObject({ timers: [{ next: null }] })
  })
})
