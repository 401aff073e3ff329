import { registrations as files } from '@/capabilities/files/server'
import { ledgerSubscribers } from '@/capabilities/ledger/posting'
import { registrations as ledger } from '@/capabilities/ledger/server'
import { registrations as notifications } from '@/capabilities/notifications/server'
import { registrations as people } from '@/capabilities/people/server'
import { registrations as places } from '@/capabilities/places/server'
import { registrations as repairs } from '@/capabilities/repairs/server'
import type { Subscribers } from '@/kernel/change'
import type { Registration } from '@/kernel/handler'

/** Every action of the product. A double name throws at start. */
export const registrations: ReadonlyMap<string, Registration> = (() => {
  const byName = new Map<string, Registration>()
  for (const registration of [...places, ...people, ...files, ...repairs, ...notifications, ...ledger]) {
    const { name } = registration.action
    if (byName.has(name)) throw new Error(`action registered twice: ${name}`)
    byName.set(name, registration)
  }
  return byName
})()

/** Who posts something exactly with another capability's event. */
export const subscribers: Subscribers = ledgerSubscribers
