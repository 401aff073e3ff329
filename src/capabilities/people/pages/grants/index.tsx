import { useOwnerKey } from '@/client/session'
import { Grants } from './Grants'

/** 授权: who holds which role where, until when, and by whose two signatures. */
export default function GrantsPage() {
  return <Grants key={useOwnerKey()} />
}
