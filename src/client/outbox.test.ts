import { AppError } from '@/kernel/errors'
import { createOutbox, type OutboxEntry, type OutboxPorts } from './outbox'

const offline = () => new AppError('unavailable', '没网了，内容帮您存好了，有网再交。')
const refusal = () => new AppError('invalid_input', '最多写500个字。')
const wish = (title = '报修：灯不亮') => ({ action: 'repairs.submit', input: { text: title }, title })

/** A world whose server counts every client id it has done, as the real one does. */
function world() {
  const disk: { entries: unknown } = { entries: undefined }
  const done: string[] = []
  const settled: string[] = []
  const state = { owner: 'a', answer: async (_: OutboxEntry): Promise<unknown> => ({ number: '报-1' }), ids: 0 }
  const ports: OutboxPorts = {
    load: () => disk.entries,
    save: (entries) => {
      disk.entries = JSON.parse(JSON.stringify(entries))
    },
    send: async (entry) => {
      const answer = await state.answer(entry)
      done.push(entry.id)
      return answer
    },
    settled: (entry) => settled.push(entry.id),
    owner: () => state.owner,
    now: () => 1,
    newId: () => {
      state.ids += 1
      return `id-${state.ids}`
    },
    changed: () => undefined,
  }
  return { disk, done, settled, state, ports }
}

test('given a network, what is submitted is sent and nothing is kept', async () => {
  const { ports, disk, settled } = world()
  const outbox = createOutbox(ports)
  await expect(outbox.submit(wish())).resolves.toEqual({ state: 'sent', data: { number: '报-1' } })
  expect(disk.entries).toEqual([])
  expect(settled).toEqual(['id-1'])
})

test('it is on disk before it is sent', async () => {
  const { ports, disk, state } = world()
  let seen: unknown
  state.answer = async () => {
    seen = disk.entries
  }
  await createOutbox(ports).submit(wish())
  expect(seen).toMatchObject([{ id: 'id-1', state: 'waiting', title: '报修：灯不亮' }])
})

test('without a network it waits, survives a restart and goes out once under the same id', async () => {
  const { ports, state, done } = world()
  state.answer = () => Promise.reject(offline())
  await expect(createOutbox(ports).submit(wish())).resolves.toEqual({ state: 'waiting', id: 'id-1' })

  const restarted = createOutbox(ports)
  expect(restarted.list()).toHaveLength(1)
  state.answer = async () => ({})
  await restarted.flush()
  expect(done).toEqual(['id-1'])
  expect(restarted.list()).toEqual([])
})

test('two flushes at once send an entry once', async () => {
  const { ports, state, done } = world()
  state.answer = () => Promise.reject(offline())
  const outbox = createOutbox(ports)
  await outbox.submit(wish())
  state.answer = () => new Promise((resolve) => setTimeout(() => resolve({}), 5))
  await Promise.all([outbox.flush(), outbox.flush()])
  expect(done).toEqual(['id-1'])
})

test('what the server refuses is thrown to the open form and not kept', async () => {
  const { ports, state, disk } = world()
  state.answer = () => Promise.reject(refusal())
  await expect(createOutbox(ports).submit(wish())).rejects.toMatchObject({ userMessage: '最多写500个字。' })
  expect(disk.entries).toEqual([])
})

test('what is refused later stays, with its reason, until the person decides; the next one still goes', async () => {
  const { ports, state, done } = world()
  state.answer = () => Promise.reject(offline())
  const outbox = createOutbox(ports)
  await outbox.submit(wish('一'))
  await outbox.submit(wish('二'))
  state.answer = (entry) => (entry.title === '一' ? Promise.reject(refusal()) : Promise.resolve({}))
  await outbox.flush()
  expect(outbox.list()).toMatchObject([{ title: '一', state: 'refused', userMessage: '最多写500个字。' }])
  expect(done).toEqual(['id-2'])

  state.answer = async () => ({})
  await outbox.retry('id-1')
  expect(done).toEqual(['id-2', 'id-1'])
})

test('nothing is ever sent as another person', async () => {
  const { ports, state, done } = world()
  state.answer = () => Promise.reject(offline())
  const outbox = createOutbox(ports)
  await outbox.submit(wish())
  state.owner = 'b'
  state.answer = async () => ({})
  await outbox.flush()
  expect(done).toEqual([])
  expect(outbox.list()).toEqual([])
  state.owner = 'a'
  await outbox.flush()
  expect(done).toEqual(['id-1'])
})

test('what was submitted before the device knew its person goes out as the first person known', async () => {
  const { ports, state, done } = world()
  state.owner = 'guest'
  state.answer = () => Promise.reject(offline())
  const outbox = createOutbox(ports)
  await outbox.submit(wish())
  state.owner = 'a'
  state.answer = async () => ({})
  await outbox.flush()
  expect(done).toEqual(['id-1'])
})

test('a flush stops at the first that meets no network', async () => {
  const { ports, state } = world()
  const tried: string[] = []
  state.answer = () => Promise.reject(offline())
  const outbox = createOutbox(ports)
  await outbox.submit(wish('一'))
  await outbox.submit(wish('二'))
  state.answer = (entry) => {
    tried.push(entry.title)
    return Promise.reject(offline())
  }
  await outbox.flush()
  expect(tried).toEqual(['一'])
})

test('broken storage is read as empty, and a broken entry does not take the others with it', () => {
  const { ports, disk } = world()
  disk.entries = 'torn'
  expect(createOutbox(ports).list()).toEqual([])
  disk.entries = [
    { id: 1, owner: 'a', title: 'torn' },
    { id: 'x', owner: 'a', action: 'a.b', input: {}, title: 't', createdAt: 1, state: 'waiting' },
  ]
  expect(createOutbox(ports).list()).toHaveLength(1)
})

test('giving an entry up lets its photos go', async () => {
  const { ports, state, settled } = world()
  state.answer = () => Promise.reject(offline())
  const outbox = createOutbox(ports)
  await outbox.submit({ ...wish(), photos: { field: 'photoIds', refs: ['photo-1.jpg'] } })
  outbox.discard('id-1')
  expect(settled).toEqual(['id-1'])
  expect(outbox.list()).toEqual([])
})
