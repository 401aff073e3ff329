import type { IconName } from '@/ui/iconNames'
import type { Tone } from '@/ui/StatusTag'
import type { RepairCard, RepairStatus } from '../../contract'
import { statusWords } from '../../words'

const icons: Readonly<Record<(typeof statusWords)[RepairStatus]['icon'], IconName>> = {
  clock: 'clock',
  person: 'person',
  wrench: 'repair',
  eye: 'eye',
  star: 'face-good',
  check: 'done',
  question: 'help',
  pause: 'pause',
  merge: 'merge',
  arrow: 'next',
  cross: 'stop',
}

/** How a case's state looks: word, icon, tone. A step past its time is late, whatever the state. */
export function statusLook({ status, light }: Pick<RepairCard, 'status' | 'light'>): {
  word: string
  icon: IconName
  tone: Tone
} {
  const { name, icon, tone } = statusWords[status]
  if (light === 'red') return { word: name, icon: 'warn', tone: 'late' }
  if (status === 'suspended' || status === 'withdrawn' || status === 'merged' || status === 'transferred')
    return { word: name, icon: icons[icon], tone: 'still' }
  return { word: name, icon: icons[icon], tone }
}

/** The way every repair goes, in order. */
const way = ['submitted', 'dispatched', 'inProgress', 'awaitingVerification', 'awaitingRating'] as const

export const waySteps: readonly string[] = way.map((status) => statusWords[status].name)

const over: readonly RepairStatus[] = ['closed', 'merged', 'transferred', 'declined', 'withdrawn', 'closedUnresolved']

/** Somebody still has something to do about it. */
export const isUnderWay = (status: RepairStatus): boolean => !over.includes(status)

/** Index on the way; `waySteps.length` when it is over; null for states beside the way. */
export function wayIndex(status: RepairStatus): number | null {
  if (status === 'closed') return way.length
  const at = (way as readonly RepairStatus[]).indexOf(status)
  return at < 0 ? null : at
}
