import { readClock, VirtualClock } from './clock'

describe('the virtual clock', () => {
  test('given nothing, it shows real time', () => {
    const clock = new VirtualClock()
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(50)
    expect(clock.setting()).toEqual({ mode: 'real' })
  })

  test('pinned, it stands still, also before 1970', () => {
    const clock = new VirtualClock()
    for (const at of [Date.parse('2025-04-26T02:00:00Z'), 0, -5]) {
      clock.set({ mode: 'pinned', at })
      expect(clock.now()).toBe(at)
      expect(clock.setting()).toEqual({ mode: 'pinned', at })
    }
  })

  test('ticking, it runs on from where it was set', () => {
    const clock = new VirtualClock()
    const cell = new BigInt64Array(clock.shared)
    clock.set({ mode: 'ticking', offset: -1_000 })
    expect(readClock(cell, 5_000)).toBe(4_000)
    expect(readClock(cell, 7_500)).toBe(6_500)
    expect(clock.setting()).toEqual({ mode: 'ticking', offset: -1_000 })
  })

  test('a setting survives being kept and set again', () => {
    const first = new VirtualClock()
    first.tickFrom(Date.parse('2025-05-11T00:00:00Z'))
    const second = new VirtualClock()
    second.set(JSON.parse(JSON.stringify(first.setting())))
    expect(second.setting()).toEqual(first.setting())
  })

  test('listeners hear of every change', () => {
    const clock = new VirtualClock()
    const heard: string[] = []
    clock.onChange(() => heard.push(clock.setting().mode))
    clock.set({ mode: 'pinned', at: 1 })
    clock.set({ mode: 'real' })
    expect(heard).toEqual(['pinned', 'real'])
  })
})
