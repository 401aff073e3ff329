import { View } from '@tarojs/components'
import { useState } from 'react'
import { useDesk } from '@/client/desk'
import { open, openTab, routes } from '@/client/routes'
import { useOutbox } from '@/client/sending'
import { useMe, useSession } from '@/client/session'
import { useCommand } from '@/client/useCommand'
import { Button } from '@/ui/Button'
import { ChoicePill } from '@/ui/ChoicePill'
import { Empty } from '@/ui/Empty'
import { ErrorNote } from '@/ui/ErrorNote'
import { Notice } from '@/ui/Notice'
import { Screen } from '@/ui/Screen'
import { Segmented } from '@/ui/Segmented'
import { Skeleton } from '@/ui/Skeleton'
import { type RepairCard, type RepairCommandName, sign, type WorklistFilter } from '../../contract'
import { CommandSheet } from '../staff/CommandSheet'
import { sheets } from '../staff/sheets'
import { doneWords } from '../staff/staffWords'
import { filterWord, WorkNumbers } from '../staff/WorkNumbers'
import { WorkRow } from '../staff/WorkRow'
import { Tools, toolsOf } from './Tools'
import { useWorkbench } from './useWorkbench'
import '../staff/staff.scss'

const emptyWords: Readonly<Record<WorklistFilter, string>> = {
  submitted: '没有待受理的，都派出去了。',
  soon: '没有快超时的。',
  late: '没有超时的，真好。',
  verify: '没有待核查的。',
  reply: '没有等居民补充的。',
  suspended: '没有暂缓的。',
  all: '没有在办的报修。',
}

/** The official's day: five numbers, one list, the next step on each row. */
export function Workbench() {
  const me = useMe()
  const failure = useSession((session) => session.error)
  const desk = useDesk()
  const { communities } = desk
  const { filter, communityId, show, numbers, list, refetch } = useWorkbench(me?.staff === true)
  const command = useCommand(() => void refetch())
  const [sheet, setSheet] = useState<{ item: RepairCard; name: RepairCommandName } | null>(null)
  const [signing, setSigning] = useState<string | null>(null)
  const [overtaken, setOvertaken] = useState<string | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const { entries } = useOutbox()

  const finished = (name: RepairCommandName) => {
    setSheet(null)
    setDone(doneWords[name] ?? '办好了。')
    void refetch()
  }
  const next = async (item: RepairCard, name: RepairCommandName) => {
    setDone(null)
    setOvertaken(null)
    command.clear()
    if (name === 'sign') {
      setSigning(item.id)
      if (await command.run(sign, { id: item.id, v: item.v })) finished('sign')
      setSigning(null)
    } else if (sheets[name]) setSheet({ item, name })
    else open(routes.staffRepair(item.id))
  }

  if (me && !me.staff) {
    return (
      <Screen title="工作台">
        <Empty
          icon="desk"
          text="这里给工作人员用。您可以看自己报的事。"
          action={<Button onTap={() => openTab('progress')}>看进度</Button>}
        />
      </Screen>
    )
  }

  const rows = list.data?.items
  // A refreshed list carries the newest version of the case a sheet is open on, or no longer offers that step.
  const newest = rows?.find(({ id, next }) => id === sheet?.item.id && next === sheet.name)
  const asked = sheet && newest && { name: sheet.name, item: newest }
  const spec = asked && sheets[asked.name]
  return (
    <Screen title="工作台" foot={toolsOf(desk).length > 0 && <Tools desk={desk} />}>
      {!me && failure && <ErrorNote message={failure.userMessage} onRetry={() => void useSession.getState().load()} />}
      <WorkNumbers
        counts={numbers}
        value={filter}
        handlerOnly={desk.handlerOnly}
        onChange={(value) => show({ filter: value })}
      />
      <View className="staff-bar">
        {communities.length > 1 && (
          <ChoicePill
            label="看哪个小区"
            value={communityId}
            options={[
              { value: '', word: desk.town ? '全镇' : '全部小区' },
              ...communities.map(({ id, name }) => ({ value: id, word: name })),
            ]}
            onChange={(value) => show({ communityId: value })}
          />
        )}
        <View className="staff-bar__rest">
          <Segmented
            label="看更多"
            value={filter}
            onChange={(value) => show({ filter: value })}
            options={(['all', 'suspended'] as const).map((value) => ({ value, word: filterWord(value, false) }))}
          />
        </View>
      </View>
      {entries.length > 0 && (
        <Notice
          tone="wait"
          action={
            <Button kind="quiet" size="small" onTap={() => openTab('progress')}>
              看看
            </Button>
          }
        >
          {entries.length}件待发送，有网就交。
        </Notice>
      )}
      {done && <Notice tone="done">{done}</Notice>}
      {command.error && <ErrorNote message={command.error.userMessage} />}
      {overtaken && !command.error && !asked && <ErrorNote message={overtaken} />}
      {list.error && (
        <ErrorNote message={list.error.userMessage} retrying={list.loading} onRetry={() => void refetch()} />
      )}
      {!rows && !list.error && !failure && <Skeleton />}
      {rows?.length === 0 && !list.error && <Empty icon="done" text={emptyWords[filter]} />}
      {rows?.map((item) => (
        <WorkRow
          key={item.id}
          item={item}
          busy={signing === item.id}
          onOpen={() => open(routes.staffRepair(item.id))}
          onNext={(name) => void next(item, name)}
        />
      ))}
      {list.moreError && <ErrorNote message={list.moreError.userMessage} />}
      {list.hasMore && (
        <Button kind="quiet" busy={list.loadingMore} onTap={() => void list.more()}>
          再看一些
        </Button>
      )}
      {asked && spec && (
        <CommandSheet
          {...asked}
          spec={spec}
          onClose={() => setSheet(null)}
          onDone={finished}
          onOutdated={(failure) => {
            setOvertaken(failure.userMessage)
            void refetch()
          }}
        />
      )}
    </Screen>
  )
}
