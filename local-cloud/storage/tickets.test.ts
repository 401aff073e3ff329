import { Tickets } from './tickets'

describe('tickets for bytes', () => {
  let now = 1_700_000_000_000
  const tickets = new Tickets(() => now)
  beforeEach(() => {
    now = 1_700_000_000_000
  })

  test('a ticket is good for its path and use until it expires', () => {
    const { sign, expires } = tickets.issue('get', 'a/b.txt', 60)
    expect(tickets.check('get', 'a/b.txt', sign, String(expires))).toBe('good')
    now += 60_000
    expect(tickets.check('get', 'a/b.txt', sign, String(expires))).toBe('good')
    now += 1_001
    expect(tickets.check('get', 'a/b.txt', sign, String(expires))).toBe('expired')
  })

  test('another path, use, expiry, signature or issuer is forged', () => {
    const { sign, expires } = tickets.issue('get', 'a/b.txt', 60)
    const time = String(expires)
    expect(tickets.check('get', 'a/c.txt', sign, time)).toBe('forged')
    expect(tickets.check('put', 'a/b.txt', sign, time)).toBe('forged')
    expect(tickets.check('get', 'a/b.txt', sign, String(expires + 1))).toBe('forged')
    expect(tickets.check('get', 'a/b.txt', sign.replace(/^./, sign.startsWith('0') ? '1' : '0'), time)).toBe('forged')
    expect(tickets.check('get', 'a/b.txt', sign.slice(1), time)).toBe('forged')
    expect(tickets.check('get', 'a/b.txt', undefined, time)).toBe('forged')
    expect(tickets.check('get', 'a/b.txt', sign, 'soon')).toBe('forged')
    expect(new Tickets(() => now).check('get', 'a/b.txt', sign, time)).toBe('forged')
  })
})
