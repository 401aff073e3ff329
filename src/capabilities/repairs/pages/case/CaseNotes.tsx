import { useNow } from '@/client/now'
import { open, routes } from '@/client/routes'
import { friendlyDue } from '@/kernel/dates'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import type { RepairDetail } from '../../contract'

/** As typed, ended by exactly one stop. */
const sentence = (text: string): string => `${text.replace(/[。.！!]+$/, '')}。`

/** Why it stands still, or where it is handled now. */
export function CaseNotes({ item }: { item: RepairDetail }) {
  const now = useNow()
  const { suspended, mergedInto } = item
  return (
    <>
      {suspended && (
        <Notice tone="still">
          {sentence(suspended.note)}最晚{friendlyDue(suspended.until, now)}接着办。
        </Notice>
      )}
      {mergedInto && (
        <Notice
          tone="still"
          icon="merge"
          action={
            <Button kind="quiet" size="small" onTap={() => open(routes.repair(mergedInto.id))}>
              看那一条
            </Button>
          }
        >
          和{mergedInto.number}是同一件事，一起办，进度照样告诉您。
        </Notice>
      )}
    </>
  )
}
