import { useRouter } from '@tarojs/taro'
import { useOwnerKey } from '@/client/session'
import { HandleCase } from './HandleCase'

/** The case page for staff, `?id=…`. */
export default function HandlePage() {
  const { id = '' } = useRouter().params
  return <HandleCase key={`${useOwnerKey()}.${id}`} id={id} />
}
