import { useOwnerKey } from '@/client/session'
import { Codes } from './Codes'

/** 门牌码: the codes on a community's doors and boxes. */
export default function CodesPage() {
  return <Codes key={useOwnerKey()} />
}
