import { useOwnerKey } from '@/client/session'
import { Report } from './Report'

/** 成效台账: what the campaign has got done, and every row behind it. */
export default function ReportPage() {
  return <Report key={useOwnerKey()} />
}
