import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { makeDoorCode } from '@/kernel/doorCode'
import { demoKeys } from '../scripts/build'
import { foundTown } from './base'
import { importLedger } from './ledger'
import { personas } from './personas'
import { createStage, type Stage } from './stage'
import { demoNow, playStory } from './story'
import { codes, communities } from './town'

const out = resolve(__dirname, '../dist')
const keys = { person: demoKeys.WUQUAN_PERSON_KEY, door: demoKeys.WUQUAN_DOOR_KEY, seal: demoKeys.WUQUAN_SEAL_KEY }

const documentsOf = (stage: Stage): Record<string, unknown[]> =>
  Object.fromEntries([...stage.store.documents].map(([name, documents]) => [name, [...documents.values()]]))

const filesOf = (stage: Stage) =>
  [...stage.files].map(([path, bytes]) => ({ path, base64: Buffer.from(bytes).toString('base64') }))

const doorsOf = () =>
  codes.map(({ id, kind, communityId, buildingId }) => {
    const community = communities.find((one) => one.id === communityId)
    const building = community?.buildings.find((one) => one.id === buildingId)
    return {
      label: [community?.name, building?.name ?? '民情收集箱'].join(' '),
      kind,
      code: makeDoorCode(id, keys.door),
    }
  })

/**
 * Builds what the local cloud starts from: `empty` (the town with its people and codes, no case), `demo` (its campaign
 * as played by the real handlers), the personas and the door links.
 */
export async function buildSeeds(): Promise<void> {
  const empty = createStage(keys)
  await foundTown(empty, keys)
  const demo = createStage(keys)
  await foundTown(demo, keys)
  await importLedger(demo)
  await playStory(demo)

  const write = (name: string, value: unknown) => writeFile(join(out, name), JSON.stringify(value))
  await mkdir(join(out, 'seeds'), { recursive: true })
  await Promise.all([
    write('seeds/empty.json', { documents: documentsOf(empty) }),
    write('seeds/demo.json', { now: demoNow, documents: documentsOf(demo), files: filesOf(demo) }),
    write(
      'personas.json',
      personas.map(({ key, label, openid, group }) => ({ key, label, openid, group })),
    ),
    write('doors.json', doorsOf()),
  ])
}

if (require.main === module) buildSeeds()
