import { existsSync } from 'node:fs'
import path from 'node:path'
import { CloudError } from './errors'
import { readJson } from './manifest'

/** A state of the world to begin from. */
export interface Seed {
  /** ISO time the clock is set to; it ticks on from there. Absent: real time. */
  now?: string
  documents: Record<string, unknown[]>
  files?: { path: string; base64: string }[]
}

/**
 * Reads `<folder>/<name>.json`. `empty` needs no file. CloudError `SEED_NOT_FOUND` names an unknown one,
 * `SEED_INVALID` says what is wrong with a broken one.
 */
export async function loadSeed(folder: string, name: string): Promise<Seed> {
  const file = path.join(folder, `${name}.json`)
  if (!/^[\w-]+$/.test(name) || !existsSync(file)) {
    if (name === 'empty') return { documents: {} }
    throw new CloudError('SEED_NOT_FOUND', `there is no seed "${name}"`)
  }
  const seed = (await readJson(file, 'SEED_INVALID', 'the seed')) as Partial<Seed> | null
  if (
    typeof seed?.documents !== 'object' ||
    seed.documents === null ||
    !Object.values(seed.documents).every(Array.isArray)
  ) {
    throw new CloudError('SEED_INVALID', `the seed ${file} needs documents: a list for each collection`)
  }
  if (seed.now !== undefined && Number.isNaN(Date.parse(seed.now))) {
    throw new CloudError('SEED_INVALID', `the seed ${file} has a time that is not ISO: ${seed.now}`)
  }
  return seed as Seed
}
