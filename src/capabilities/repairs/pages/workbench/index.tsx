import { useOwnerKey } from '@/client/session'
import { Workbench } from './Workbench'

/** 工作台. Another person begins with their own filter and list. */
export default function WorkbenchPage() {
  return <Workbench key={useOwnerKey()} />
}
