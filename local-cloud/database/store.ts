import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite'
import { CloudError } from '../errors'
import { Collection, type Index } from './collection'
import { fromText } from './ejson'
import { isIndexablePath, keysOf } from './keys'
import { noCollection, unusableFolder } from './texts'
import type { CollectionSpec, IndexSpec } from './types'

/** Layout of the file; a file of another layout is refused, not guessed at. */
const FORMAT = 1
const SCHEMA = `
  CREATE TABLE collections(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE indexes(number INTEGER PRIMARY KEY, collection INTEGER NOT NULL, name TEXT NOT NULL,
    keys TEXT NOT NULL, is_unique INTEGER NOT NULL, multikey INTEGER NOT NULL, UNIQUE(collection, name));
  PRAGMA user_version = ${FORMAT}`

/**
 * The SQLite file: per collection a table `d<n>(rid, id, doc)` with the document's stored text, per declared index a
 * `WITHOUT ROWID` table `x<n>` of key bytes. Owned exclusively (SQLite's exclusive locking mode, so the lock dies with
 * the process), WAL, `synchronous=FULL`: when `commit` returns, the data is on disk.
 */
export class Store {
  readonly collections = new Map<string, Collection>()
  private readonly statements = new Map<string, StatementSyncInstance>()
  private writing = false

  private constructor(readonly db: DatabaseSyncInstance) {}

  /**
   * Opens or creates the file and brings its indexes in line with the declarations.
   * @throws CloudError DATA_FOLDER_LOCKED when another process owns it, DATA_FILE_BROKEN when it cannot be read.
   */
  static open(file: string, specs: CollectionSpec[]): Store {
    let db: DatabaseSyncInstance | undefined
    try {
      if (file !== ':memory:') prepareFile(file)
      db = new DatabaseSync(file)
      db.exec('PRAGMA locking_mode = EXCLUSIVE')
      db.exec('PRAGMA journal_mode = WAL')
      db.exec('PRAGMA synchronous = FULL')
      db.exec('PRAGMA cache_size = -65536')
      db.exec('BEGIN IMMEDIATE')
      const store = new Store(db)
      store.writing = true
      store.prepareCatalog()
      store.declare(specs)
      store.commit()
      return store
    } catch (error) {
      db?.close()
      throw openingError(error, file)
    }
  }

  /** A cached prepared statement that returns rows as arrays. */
  sql(text: string): StatementSyncInstance {
    let statement = this.statements.get(text)
    if (!statement) {
      statement = this.db.prepare(text)
      statement.setReturnArrays(true)
      this.statements.set(text, statement)
    }
    return statement
  }

  /** Opens the write transaction of the current batch, once. */
  beginWrite(): void {
    if (this.writing) return
    this.sql('BEGIN IMMEDIATE').run()
    this.writing = true
  }

  get isWriting(): boolean {
    return this.writing
  }

  /** Makes the batch durable; one fsync. */
  commit(): void {
    if (!this.writing) return
    this.sql('COMMIT').run()
    this.writing = false
  }

  rollback(): void {
    if (this.writing && this.db.isTransaction) this.sql('ROLLBACK').run()
    this.writing = false
  }

  /** @throws CloudError DATABASE_COLLECTION_NOT_EXIST */
  collection(name: unknown): Collection {
    const found = typeof name === 'string' ? this.collections.get(name) : undefined
    if (!found) throw noCollection(String(name))
    return found
  }

  /** Adds an empty collection with these indexes. */
  addCollection(name: string, indexes: IndexSpec[]): Collection {
    this.beginWrite()
    this.sql('INSERT INTO collections(name) VALUES (?)').run(name)
    const [number] = this.sql('SELECT number FROM collections WHERE name = ?').get(name) as unknown as [number]
    this.db.exec(`CREATE TABLE d${number}(rid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, doc TEXT NOT NULL)`)
    const collection = new Collection(this, number, name)
    this.collections.set(name, collection)
    for (const spec of indexes) this.addIndex(collection, spec)
    return collection
  }

  /** Marks an index as holding array elements, which limits how a planner may use it. */
  markMultikey(index: Index): void {
    index.multikey = true
    this.sql('UPDATE indexes SET multikey = 1 WHERE number = ?').run(index.number)
  }

  /** Reads the catalog again after a batch was lost, so memory and file agree. */
  reload(): void {
    this.collections.clear()
    this.readCatalog()
  }

  /**
   * Closes the file. SQLite keeps its lock until the statements are collected too, at the latest when the thread ends:
   * a file is opened again by another worker, not by the same thread.
   */
  close(): void {
    this.statements.clear()
    this.db.close()
  }

  private prepareCatalog(): void {
    const [version] = this.sql('PRAGMA user_version').get() as unknown as [number]
    if (version === 0) this.db.exec(SCHEMA)
    else if (version !== FORMAT) {
      throw new CloudError(
        'DATA_FILE_BROKEN',
        `The data file has format ${version}; this version reads format ${FORMAT}.`,
      )
    }
    this.readCatalog()
  }

  private readCatalog(): void {
    for (const row of this.sql('SELECT number, name FROM collections').all()) {
      const [number, name] = row as unknown as [number, string]
      const collection = new Collection(this, number, name)
      this.collections.set(name, collection)
      const indexes = this.sql('SELECT number, name, keys, is_unique, multikey FROM indexes WHERE collection = ?')
      for (const entry of indexes.all(number)) {
        const [index, indexName, keys, unique, multikey] = entry as unknown as [number, string, string, number, number]
        collection.attach(index, { name: indexName, keys: JSON.parse(keys), unique: unique === 1 }, multikey === 1)
      }
    }
  }

  /** Declared collections exist afterwards with exactly the declared indexes; others are left as they are. */
  private declare(specs: CollectionSpec[]): void {
    for (const spec of specs) {
      const collection = this.collections.get(spec.name)
      if (!collection) {
        this.addCollection(spec.name, spec.indexes)
        continue
      }
      const wanted = new Map(spec.indexes.map((index) => [index.name, signature(index)]))
      for (const index of [...collection.indexes]) {
        if (wanted.get(index.name) === signature(index.spec)) wanted.delete(index.name)
        else this.dropIndex(collection, index)
      }
      for (const index of spec.indexes) if (wanted.has(index.name)) this.addIndex(collection, index)
    }
  }

  private dropIndex(collection: Collection, index: Index): void {
    this.db.exec(`DROP TABLE x${index.number}`)
    this.sql('DELETE FROM indexes WHERE number = ?').run(index.number)
    collection.detach(index)
  }

  private addIndex(collection: Collection, spec: IndexSpec): void {
    for (const [path, direction] of Object.entries(spec.keys)) {
      if (!isIndexablePath(path) || (direction !== 1 && direction !== -1)) {
        throw new CloudError('INVALID_PARAM', `index ${spec.name} of ${collection.name}: bad key ${path}: ${direction}`)
      }
    }
    const keys = JSON.stringify(spec.keys)
    this.sql('INSERT INTO indexes(collection, name, keys, is_unique, multikey) VALUES (?, ?, ?, ?, 0)').run(
      collection.number,
      spec.name,
      keys,
      spec.unique ? 1 : 0,
    )
    const [number] = this.sql('SELECT number FROM indexes WHERE collection = ? AND name = ?').get(
      collection.number,
      spec.name,
    ) as unknown as [number]
    const primary = spec.unique ? 'PRIMARY KEY(k)' : 'PRIMARY KEY(k, rid)'
    this.db.exec(`CREATE TABLE x${number}(k BLOB NOT NULL, rid INTEGER NOT NULL, ${primary}) WITHOUT ROWID`)
    const index = collection.attach(number, spec, false)
    this.fill(collection, index)
  }

  private fill(collection: Collection, index: Index): void {
    const insert = this.sql(`INSERT INTO x${index.number}(k, rid) VALUES (?, ?)`)
    for (const row of this.sql(`SELECT rid, doc FROM d${collection.number}`).iterate()) {
      const [rid, text] = row as unknown as [number, string]
      const { keys, multikey } = keysOf(fromText(text), index.keys)
      if (multikey && !index.multikey) this.markMultikey(index)
      for (const key of keys) {
        if (index.unique && index.holder(key) !== undefined) {
          throw new CloudError(
            'INVALID_PARAM',
            `unique index ${index.name} of ${collection.name} cannot be built: documents already share a key`,
          )
        }
        insert.run(key, rid)
      }
    }
  }
}

/**
 * A new file is made under another name and renamed when it is whole, so an empty file is never a young one: SQLite
 * would take an emptied file for a new database and say nothing of the loss.
 */
function prepareFile(file: string): void {
  if (existsSync(file)) {
    if (statSync(file).size === 0) throw brokenFile(file, 'it is empty')
    return
  }
  const draft = `${file}.${process.pid}.new`
  rmSync(draft, { force: true })
  const db = new DatabaseSync(draft)
  db.exec('PRAGMA synchronous = FULL')
  db.exec(SCHEMA)
  db.close()
  renameSync(draft, file)
}

function signature(spec: IndexSpec): string {
  return JSON.stringify([Object.entries(spec.keys), spec.unique === true])
}

const BUSY = 5
const NOT_A_DATABASE = 26
const CORRUPT = 11
/** Not permitted, read-only, cannot be opened. */
const UNUSABLE = new Set([3, 8, 14])

/** SQLite's primary result code of an error, or null for anything else. */
export function sqliteCode(error: unknown): number | null {
  const code = (error as { errcode?: unknown } | null)?.errcode
  return typeof code === 'number' ? code & 0xff : null
}

/** SQLite's words for a file it cannot trust. */
export function isBrokenFile(error: unknown): boolean {
  const code = sqliteCode(error)
  return code === NOT_A_DATABASE || code === CORRUPT
}

function openingError(error: unknown, file: string): unknown {
  if (error instanceof CloudError) return error
  if (sqliteCode(error) === BUSY) {
    return new CloudError(
      'DATA_FOLDER_LOCKED',
      `The data file ${file} is in use by another local cloud. Stop that one, or choose another data folder.`,
    )
  }
  if (isBrokenFile(error)) {
    return brokenFile(file, error instanceof Error ? error.message : String(error))
  }
  if (UNUSABLE.has(sqliteCode(error) ?? 0)) return unusableFolder(dirname(file), error)
  return error
}

function brokenFile(file: string, why: string): CloudError {
  return new CloudError(
    'DATA_FILE_BROKEN',
    `The data file ${file} cannot be read (${why}). It was left untouched: restore a backup, or move it away to start empty.`,
  )
}
