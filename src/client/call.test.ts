import * as z from 'zod/mini'
import { action } from '@/kernel/action'
import type { ApiRequest } from '@/platform/ports'
import { TransportError } from '@/platform/transport'

const asked: ApiRequest[] = []
let answer: () => Promise<unknown>
jest.mock('@/platform/cloud', () => ({
  cloud: {
    invoke: (request: ApiRequest) => {
      asked.push(request)
      return answer()
    },
  },
}))

import { call, send } from './call'

const schema = { input: z.strictObject({ id: z.string() }), output: z.strictObject({ number: z.string() }) }
const read = action({ name: 'repairs.get', kind: 'read', summary: '', who: 'guest', ...schema })
const write = action({ name: 'repairs.submit', kind: 'write', summary: '', who: 'guest', ...schema })

beforeEach(() => {
  asked.length = 0
  answer = async () => ({ ok: true, data: { number: '报-1' }, requestId: 'r' })
})

test('a read carries no client id, a write always does, and a given one is kept', async () => {
  await expect(call(read, { id: 'a' })).resolves.toEqual({ number: '报-1' })
  await call(write, { id: 'a' })
  await call(write, { id: 'a' }, { clientId: 'given-by-the-form' })
  expect(asked[0]).toEqual({ action: 'repairs.get', input: { id: 'a' } })
  // The server takes 8 to 64 of these characters.
  expect(asked[1]?.clientId).toMatch(/^[0-9A-Za-z_-]{8,64}$/)
  expect(asked[2]?.clientId).toBe('given-by-the-form')
})

test('a refusal keeps its code, its words and its fields', async () => {
  answer = async () => ({
    ok: false,
    error: { code: 'invalid_input', userMessage: '最多写500个字。', fields: { text: '最多写500个字。' } },
    requestId: 'r',
  })
  await expect(call(write, { id: 'a' })).rejects.toMatchObject({
    code: 'invalid_input',
    userMessage: '最多写500个字。',
    fields: { text: '最多写500个字。' },
  })
})

test.each([
  [new TransportError('offline', 'x'), 'unavailable', '没网了，请看看网络再试一次。'],
  [new TransportError('too_large', 'x'), 'invalid_input', '照片太大了，请换一张小一点的。'],
  [new TransportError('failed', 'x'), 'unavailable', '系统正忙，请过一会儿再试。'],
  [new Error('a bug'), 'internal', '出了点问题，请再试一次。'],
])('%s becomes %s in words', async (error, code, userMessage) => {
  answer = () => Promise.reject(error)
  await expect(call(read, { id: 'a' })).rejects.toMatchObject({ code, userMessage })
})

test.each([
  ['no envelope', '<html>', 'unavailable'],
  ['an envelope with more in it', { ok: true, data: { number: 'x' }, requestId: 'r', more: 1 }, 'unavailable'],
  ['a code nobody knows', { ok: false, error: { code: 'odd', userMessage: 'x' }, requestId: 'r' }, 'unavailable'],
  ['data that breaks the contract', { ok: true, data: { number: 1 }, requestId: 'r' }, 'internal'],
])('%s is never taken for an answer', async (_, reply, code) => {
  answer = async () => reply
  await expect(call(read, { id: 'a' })).rejects.toMatchObject({ code })
})

test('no answer in 20 seconds counts as no network', async () => {
  jest.useFakeTimers()
  answer = () => new Promise(() => undefined)
  const waiting = expect(call(read, { id: 'a' })).rejects.toMatchObject({ code: 'unavailable' })
  await jest.advanceTimersByTimeAsync(20_000)
  await waiting
  jest.useRealTimers()
})

test('what the outbox sends is kept, and says so', async () => {
  answer = () => Promise.reject(new TransportError('offline', 'x'))
  await expect(send({ action: 'repairs.submit', input: {} })).rejects.toMatchObject({
    userMessage: '没网了，内容帮您存好了，有网再交。',
  })
})
