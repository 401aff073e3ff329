import { useNow } from '@/client/now'
import { friendlyDue, friendlyPast } from '@/kernel/dates'
import { Card } from '@/ui/Card'
import { Facts } from '@/ui/Facts'
import type { RepairDetail } from '../../contract'
import { PhotoRow } from './PhotoRow'

/** What is known of the case, and the pictures it was reported with. Lines without an answer are left out. */
export function CaseFacts({ item }: { item: RepairDetail }) {
  const now = useNow()
  const rows: { name: string; value: string | undefined }[] = [
    { name: '在哪里', value: item.place },
    { name: '怎么了', value: item.text || undefined },
    { name: '谁来办', value: item.handler },
    { name: '办好时间', value: item.dueAt === undefined ? undefined : friendlyDue(item.dueAt, now) },
    { name: '谁报的', value: item.mine ? undefined : item.reporter },
    { name: '报的时间', value: friendlyPast(item.createdAt, now) },
    { name: '还有谁', value: item.joined > 0 ? `${item.joined}位邻居也遇到了` : undefined },
    { name: '编号', value: item.number },
  ]
  return (
    <Card>
      <Facts items={rows.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]))} />
      <PhotoRow photos={item.photos} label="报修照片" />
    </Card>
  )
}
