import { open, routes } from '@/client/routes'
import { BigTile } from '@/ui/BigTile'
import { Tiles } from '@/ui/Tiles'
import type { Desk } from './desk'

/** What staff do beside the list. */
export function Tools({ desk }: { desk: Desk }) {
  if (!desk.mayReportFor && !desk.mayReadLedger && !desk.mayPrintCodes && !desk.mayGrant) return null
  return (
    <Tiles columns={4}>
      {desk.mayReportFor && (
        <BigTile kind="small" icon="edit" title="代填报修" onTap={() => open(`${routes.report}?onBehalf=1`)} />
      )}
      {desk.mayReadLedger && <BigTile kind="small" icon="ledger" title="成效台账" onTap={() => open(routes.ledger)} />}
      {desk.mayPrintCodes && <BigTile kind="small" icon="qr" title="门牌码" onTap={() => open(routes.codes)} />}
      {desk.mayGrant && <BigTile kind="small" icon="badge" title="授权" onTap={() => open(routes.grants)} />}
    </Tiles>
  )
}
