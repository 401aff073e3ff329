import type { Repair } from '@/capabilities/repairs/model'
import { DAY_MS, formatDateTime, parseShanghai, shanghaiDay } from '@/kernel/dates'
import type { Stage } from './stage'
import { beforeTheCampaign, mondayMorning } from './story/edges'
import { openTales } from './story/open'
import { plainTales } from './story/plain'
import { castOf, type Deed, type Tale } from './story/script'
import { windingTales } from './story/winding'

/** The Monday after the tenth week, when the offices have been open for an hour. */
export const demoNow = '2025-05-12T09:00:00+08:00'

const tales: readonly Tale[] = [...beforeTheCampaign, ...plainTales, ...windingTales, ...openTales, ...mondayMorning]

interface Scene {
  readonly at: number
  play(): Promise<unknown>
}

const scenesOf = (stage: Stage, tale: Tale, ids: Map<string, string>): Scene[] => {
  const stand = async (name = tale.name) => {
    const id = ids.get(name)
    const found = id === undefined ? null : await stage.store.get<Repair>('repairs', id)
    if (!found) throw new Error(`${name} has not been reported yet`)
    return { id: found._id, v: found.v, category: found.category }
  }
  const born = (id: string) => void ids.set(tale.name, id)
  const play = async ([when, who, act]: Deed) => {
    const openid = castOf(who, tale.place)
    try {
      await act({ give: (action, input) => stage.as(openid, action, input), stand, born, place: tale.place })
    } catch (error) {
      throw new Error(`${tale.name}, ${when}, ${who}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      })
    }
  }
  return tale.deeds.map((deed) => ({ at: parseShanghai(`2025-${deed[0]}`), play: () => play(deed) }))
}

/** The `deadlines` timer at 18:00 of every day from the first to the last scene. */
const evenings = (stage: Stage, scenes: readonly Scene[]): Scene[] => {
  const times = scenes.map(({ at }) => at)
  const found: Scene[] = []
  for (let day = Math.min(...times); day < Math.max(...times); day += DAY_MS)
    found.push({ at: parseShanghai(`${shanghaiDay(day)} 18:00`), play: () => stage.timers() })
  return found
}

/**
 * Plays ten weeks of repairs through the real handlers, in the order of time: the golden week-10 figures of DOMAIN §7,
 * and a Monday morning with something to do for everybody.
 */
export async function playStory(stage: Stage): Promise<void> {
  const ids = new Map<string, string>()
  const deeds = tales.flatMap((tale) => scenesOf(stage, tale, ids))
  // Sorting is stable: within a minute a tale keeps its own order.
  const scenes = [...deeds, ...evenings(stage, deeds)].sort((a, b) => a.at - b.at)
  for (const { at, play } of scenes) {
    stage.at(formatDateTime(at))
    await play()
  }
}
