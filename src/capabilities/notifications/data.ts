import type { Audience } from '@/kernel/change'
import type { Document } from '@/kernel/store'
import type { MessageTemplate } from './contract'

/** One thing told to one audience; the kernel writes it with the event it tells of (`src/kernel/change.ts`). */
export interface NotificationDocument extends Document {
  readonly communityId: string
  readonly caseKind: string
  readonly caseId: string
  readonly eventId: string | null
  readonly audience: Audience
  readonly title: string
  readonly text: string
  /**
   * What became of the subscription message: `pending` until every recipient is dealt with, then `sent` (to at least
   * one), `inApp` (nobody could be written to) or `dead` (given up). The inbox shows all of them.
   */
  readonly delivery: 'pending' | 'sent' | 'inApp' | 'dead'
}

/** How far a person has read. `_id` is the person id, `readUpTo` the newest notification read. */
export interface InboxDocument extends Document {
  readonly readUpTo: string
}

/** How many messages of one template a person still allows. `_id` is `<personId>:<template>`. */
export interface SubscriptionDocument extends Document {
  readonly personId: string
  readonly template: MessageTemplate
  readonly left: number
  /** Ever allowed and ever used, so that the books can be checked. */
  readonly accepted: number
  readonly sent: number
}

/** One notification's way to one person. `_id` is `<notificationId>:<personId>`, so there is never a second. */
export interface DeliveryDocument extends Document {
  readonly notificationId: string
  readonly personId: string
  readonly template: MessageTemplate
  readonly status: 'sending' | 'sent' | 'refused' | 'retry' | 'dead' | 'lost'
  readonly attempts: number
}

export const collections = [
  {
    name: 'notifications',
    indexes: [
      { name: 'audience', keys: { audience: 1, _id: -1 } },
      { name: 'delivery', keys: { delivery: 1, _id: 1 } },
    ],
  },
  { name: 'inboxes', indexes: [] },
  { name: 'subscriptions', indexes: [] },
  { name: 'deliveries', indexes: [{ name: 'age', keys: { createdAt: 1 } }] },
] as const
