import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { FileStore } from './store'

describe('stored files', () => {
  let folder: string
  let store: FileStore
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'store-'))
    store = await FileStore.open(folder)
  })
  afterEach(() => rm(folder, { recursive: true }))

  const read = (name: string): Promise<string> => text(store.read(name))

  test('bytes come back as they went in, and a path may be both file and folder', async () => {
    await store.putBytes('a', Buffer.from('one'))
    await store.putBytes('a/b', Buffer.from('two'))
    await store.put('照片/1.jpg', Readable.from([Buffer.from('th'), Buffer.from('ree')]))
    expect(await read('a')).toBe('one')
    expect(await read('a/b')).toBe('two')
    expect(await read('照片/1.jpg')).toBe('three')
    expect((await store.list()).sort()).toEqual(['a', 'a/b', '照片/1.jpg'])
  })

  test('a long path, 850 bytes, is kept and listed whole', async () => {
    const long = `${'x'.repeat(420)}/${'y'.repeat(429)}`
    await store.putBytes(long, Buffer.from('long'))
    expect(await store.list()).toEqual([long])
    expect(await read(long)).toBe('long')
  })

  test('a stream that breaks leaves what was there, and no litter', async () => {
    await store.putBytes('a', Buffer.from('old'))
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('ne')
        throw new Error('cable cut')
      })(),
    )
    await expect(store.put('a', broken)).rejects.toThrow('cable cut')
    expect(await read('a')).toBe('old')
    expect(await readdir(folder, { recursive: true })).toHaveLength(1)
  })

  test('overwriting changes the tag; removing tells whether there was anything', async () => {
    await store.putBytes('a', Buffer.from('one'))
    const before = await store.find('a')
    await store.putBytes('a', Buffer.from('eno'))
    const after = await store.find('a')
    expect(after?.etag).not.toBe(before?.etag)
    expect(await store.remove('a')).toBe(true)
    expect(await store.remove('a')).toBe(false)
    expect(await store.find('a')).toBeUndefined()
  })
})
