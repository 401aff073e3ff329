import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { useState } from 'react'
import { call } from '@/client/call'
import { useDesk } from '@/client/desk'
import { useNow } from '@/client/now'
import { useLoaded } from '@/client/useLoaded'
import type { OutputOf } from '@/kernel/action'
import { friendlyPast } from '@/kernel/dates'
import { Card } from '@/ui/Card'
import { ChoicePill } from '@/ui/ChoicePill'
import { Empty } from '@/ui/Empty'
import { ErrorNote } from '@/ui/ErrorNote'
import { ListRow } from '@/ui/ListRow'
import { Notice } from '@/ui/Notice'
import { Screen } from '@/ui/Screen'
import { Skeleton } from '@/ui/Skeleton'
import { StatusTag } from '@/ui/StatusTag'
import { listCodes } from '../../contract'
import { CodeSheet } from './CodeSheet'

export type Code = OutputOf<typeof listCodes>['items'][number]

export const nameOf = (code: Code): string => code.building?.name ?? (code.kind === 'box' ? '民情收集箱' : '小区大门')

export function Codes() {
  const desk = useDesk()
  const now = useNow()
  const [chosen, setChosen] = useState<string | null>(null)
  const [open, setOpen] = useState<Code | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const community = desk.communities.find(({ id }) => id === chosen) ?? desk.communities[0]
  const communityId = community?.id ?? ''
  const codes = useLoaded(communityId && desk.mayPrintCodes ? `places.listCodes.${communityId}` : null, () =>
    call(listCodes, { communityId }),
  )
  usePullDownRefresh(() => void codes.refetch().finally(() => Taro.stopPullDownRefresh()))
  const items = codes.data?.items
  const inUse = items?.filter(({ revokedAt }) => revokedAt === undefined) ?? []
  const stopped = items?.filter(({ revokedAt }) => revokedAt !== undefined) ?? []

  return (
    <Screen title="门牌码">
      {desk.communities.length > 1 && (
        <ChoicePill
          label="看哪个小区"
          value={communityId}
          options={desk.communities.map(({ id, name }) => ({ value: id, word: name }))}
          onChange={(id) => {
            setChosen(id)
            setDone(null)
          }}
        />
      )}
      {done && <Notice tone="done">{done}</Notice>}
      {codes.error && (
        <ErrorNote message={codes.error.userMessage} retrying={codes.loading} onRetry={() => void codes.refetch()} />
      )}
      {!items && !codes.error && <Skeleton />}
      {items && inUse.length === 0 && <Empty icon="qr" text="这个小区还没有门牌码。" />}
      {inUse.length > 0 && (
        <Card title={`${community?.name ?? ''} 在用${inUse.length}张`}>
          {inUse.map((code) => (
            <ListRow
              key={code.id}
              icon={code.kind === 'box' ? 'box' : 'qr'}
              title={nameOf(code)}
              detail={code.id}
              onTap={() => {
                setDone(null)
                setOpen(code)
              }}
            />
          ))}
        </Card>
      )}
      {stopped.length > 0 && (
        <Card title={`已停用${stopped.length}张`}>
          {stopped.map((code) => (
            <ListRow
              key={code.id}
              icon="qr"
              title={nameOf(code)}
              detail={`${code.id} · ${friendlyPast(code.revokedAt ?? 0, now)}停用`}
              aside={<StatusTag tone="still" icon="stop" word="已停用" />}
            />
          ))}
        </Card>
      )}
      {open && (
        <CodeSheet
          code={open}
          place={`${community?.name ?? ''} ${nameOf(open)}`}
          onClose={() => setOpen(null)}
          onReplaced={() => {
            setOpen(null)
            setDone(`${nameOf(open)}的旧码停用了，新码可以印了。`)
            void codes.refetch()
          }}
          onOutdated={() => void codes.refetch()}
        />
      )}
    </Screen>
  )
}
