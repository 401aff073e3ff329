import { View } from '@tarojs/components'
import { useNow } from '@/client/now'
import { friendlyDue } from '@/kernel/dates'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Icon } from '@/ui/Icon'
import { StatusTag } from '@/ui/StatusTag'
import { Tap } from '@/ui/Tap'
import type { RepairCard, RepairCommandName } from '../../contract'
import { commandWords } from '../../words'
import { categoryIcon } from '../parts/categoryIcon'
import { statusLook } from '../parts/look'
import { lightWords, staffLine } from './staffWords'
import './staff.scss'

/** What the row's button does; 核查 and 提交核查 need the case page, so there it opens that. */
const rowWords: Readonly<Partial<Record<RepairCommandName, string>>> = {
  dispatch: commandWords.dispatch,
  sign: commandWords.sign,
  finish: '去交完工照',
  verify: '去核查',
  resume: commandWords.resume,
  supervise: commandWords.supervise,
}

export type WorkRowProps = {
  item: RepairCard
  busy: boolean
  onOpen: () => void
  onNext: (name: RepairCommandName) => void
}

/** One case of the worklist: what, where, how urgent, and the one thing to do next. */
export function WorkRow({ item, busy, onOpen, onNext }: WorkRowProps) {
  const now = useNow()
  // Lateness is said beside it, so the state keeps its own look.
  const status = statusLook({ status: item.status })
  const light = item.light && lightWords[item.light]
  const line = staffLine(item)
  const due = item.stepDueAt === undefined ? '' : friendlyDue(item.stepDueAt, now)
  const word = item.next && rowWords[item.next]
  const pressing = item.next !== 'supervise' || item.light !== 'green'
  return (
    <Card className="staff-row">
      <Tap
        className="staff-row__main"
        label={[item.danger && '有危险', item.title, item.place, status.word, light?.word, line]
          .filter(Boolean)
          .join('，')}
        onTap={onOpen}
      >
        <Icon name={categoryIcon(item.category)} className="staff-row__icon" />
        <View className="staff-row__words">
          <View className="staff-row__head">
            <View className="staff-row__title">{item.title}</View>
            <StatusTag tone={status.tone} icon={status.icon} word={status.word} />
          </View>
          <View>{item.place}</View>
          <View className="staff-row__line">
            {line}
            {item.joined > 0 && `有${item.joined + 1}人遇到。`}
          </View>
        </View>
      </Tap>
      <View className="staff-row__foot">
        <View className="staff-row__tags">
          {item.danger && <StatusTag tone="late" icon="warn" word="有危险" />}
          {light && <StatusTag tone={light.tone} icon={light.icon} word={light.word} />}
          {due !== '' && !line.includes(due) && <View className="staff-row__due">{due}</View>}
        </View>
        {item.next && word && pressing && (
          <Button
            size="small"
            busy={busy}
            label={`${word}，${item.title}，${item.place}`}
            onTap={() => item.next && onNext(item.next)}
          >
            {word}
          </Button>
        )}
      </View>
    </Card>
  )
}
