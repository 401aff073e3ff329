import { Gate } from './gate'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function held(): { promise: Promise<void>; release: () => void } {
  let release = (): void => undefined
  const promise = new Promise<void>((resolve) => {
    release = resolve
  })
  return { promise, release }
}

describe('the gate', () => {
  test('a reset waits for calls inside, and later calls wait for the reset', async () => {
    const gate = new Gate()
    const order: string[] = []
    const call = held()
    const reset = held()
    const first = gate.enter(async () => {
      await call.promise
      order.push('call')
    })
    await turn()
    const alone = gate.alone(async () => {
      order.push('reset starts')
      await reset.promise
      order.push('reset ends')
    })
    const later = gate.enter(async () => {
      order.push('later call')
    })
    await turn()
    expect(order).toEqual([])
    call.release()
    await turn()
    expect(order).toEqual(['call', 'reset starts'])
    reset.release()
    await Promise.all([first, alone, later])
    expect(order).toEqual(['call', 'reset starts', 'reset ends', 'later call'])
  })

  test('two resets run one after the other, and a failed one blocks nobody', async () => {
    const gate = new Gate()
    const order: string[] = []
    const failed = gate.alone(async () => {
      await turn()
      order.push('first')
      throw new Error('no such seed')
    })
    const second = gate.alone(async () => {
      order.push('second')
    })
    await expect(failed).rejects.toThrow('no such seed')
    await second
    await gate.enter(async () => {
      order.push('call')
    })
    expect(order).toEqual(['first', 'second', 'call'])
  })

  test('calls go side by side, and a failed one leaves the gate', async () => {
    const gate = new Gate()
    await expect(gate.enter(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    await expect(gate.alone(async () => 'alone')).resolves.toBe('alone')
  })
})
