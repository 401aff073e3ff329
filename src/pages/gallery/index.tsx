import { View } from '@tarojs/components'
import { useState } from 'react'
import { update } from '@/capabilities/people/contract'
import { OutboxCard } from '@/client/OutboxCard'
import { submit } from '@/client/sending'
import { useSession } from '@/client/session'
import { usePhotos } from '@/client/usePhotos'
import { phone } from '@/platform/phone'
import { BigTile } from '@/ui/BigTile'
import { Button } from '@/ui/Button'
import { CallButtons } from '@/ui/CallButtons'
import { Card } from '@/ui/Card'
import { Choices } from '@/ui/Choices'
import { Empty } from '@/ui/Empty'
import { ErrorNote } from '@/ui/ErrorNote'
import { type Face, Faces } from '@/ui/Faces'
import { Facts } from '@/ui/Facts'
import { Field } from '@/ui/Field'
import { ListRow } from '@/ui/ListRow'
import { Notice } from '@/ui/Notice'
import { NumberStepper } from '@/ui/NumberStepper'
import { PhotoPicker } from '@/ui/PhotoPicker'
import { ProgressLine } from '@/ui/ProgressLine'
import { Screen } from '@/ui/Screen'
import { Segmented } from '@/ui/Segmented'
import { Sheet } from '@/ui/Sheet'
import { Skeleton } from '@/ui/Skeleton'
import { StatusTag } from '@/ui/StatusTag'
import { SwitchRow } from '@/ui/SwitchRow'
import { Tiles } from '@/ui/Tiles'
import { Timeline } from '@/ui/Timeline'

const steps = ['待受理', '已派单', '处理中', '待核查', '待评价']
const nothing = () => undefined

/** Local build only: every part of the kit on one page, to look at in both modes. */
export default function Gallery() {
  const elder = useSession((session) => session.elder)
  const setElder = useSession((session) => session.setElder)
  const [text, setText] = useState('三号楼一层楼道的灯不亮，晚上看不清台阶。')
  const [line, setLine] = useState('')
  const [face, setFace] = useState<Face | null>('good')
  const [filter, setFilter] = useState<'new' | 'soon' | 'late' | 'verify' | 'reply'>('new')
  const [count, setCount] = useState(2)
  const [reason, setReason] = useState<'funds' | 'vote' | null>('funds')
  const [hidden, setHidden] = useState(true)
  const [tile, setTile] = useState('lamp')
  const [open, setOpen] = useState(false)
  const [refs, setRefs] = useState<string[]>([])
  const picked = usePhotos(refs, setRefs)

  return (
    <Screen title="组件" foot={<Button onTap={() => setOpen(true)}>打开确认</Button>}>
      <Card>
        <SwitchRow title="长辈版" hint="字更大，按钮更大" checked={elder} onChange={setElder} />
      </Card>
      <Tiles>
        <BigTile kind="main" icon="repair" title="我要报修" hint="拍张照就行" onTap={nothing} />
        <BigTile icon="wish" title="许个心愿" hint="邻里来帮忙" onTap={nothing} />
        <BigTile icon="idea" title="提个建议" hint="可隐藏姓名" onTap={nothing} />
        <BigTile icon="progress" title="看进度" hint="2件在办" onTap={nothing} />
      </Tiles>
      <Card title="什么坏了">
        <Tiles columns={4}>
          <BigTile kind="small" icon="lamp" title="灯不亮" selected={tile === 'lamp'} onTap={() => setTile('lamp')} />
          <BigTile kind="small" icon="road" title="路面破损" selected={tile === 'road'} onTap={() => setTile('road')} />
          <BigTile kind="small" icon="elevator" title="电梯" selected={tile === 'lift'} onTap={() => setTile('lift')} />
          <BigTile kind="small" icon="water" title="漏水" selected={tile === 'water'} onTap={() => setTile('water')} />
        </Tiles>
      </Card>
      <CallButtons onCall={(number) => phone.call(number)} />
      <Card title="路灯不亮" aside={<StatusTag tone="doing" word="处理中" />}>
        <ProgressLine steps={steps} at={2} sentence="物业已接单，明天下午5点前来修。" />
      </Card>
      <Card>
        <View style={{ display: 'flex', flexWrap: 'wrap', gap: '8px' }}>
          <StatusTag tone="wait" word="待受理" />
          <StatusTag tone="doing" word="处理中" />
          <StatusTag tone="done" word="已办结" />
          <StatusTag tone="late" word="已逾期" />
          <StatusTag tone="still" word="挂账中" />
        </View>
      </Card>
      <Segmented
        label="筛选"
        value={filter}
        onChange={setFilter}
        options={[
          { value: 'new', word: '待受理', count: 6 },
          { value: 'soon', word: '将超时', count: 2 },
          { value: 'late', word: '已超时', count: 1, urgent: true },
          { value: 'verify', word: '待核查', count: 3 },
          { value: 'reply', word: '待回复', count: 0 },
        ]}
      />
      <OutboxCard />
      <Button
        kind="quiet"
        onTap={() => void submit(update, { alias: '居民A017' }, { title: '试一试：改称呼' }).catch(nothing)}
      >
        试试没网时提交
      </Button>
      <Card title="我的事">
        <ListRow title="路灯不亮 · 3号楼" detail="物业已接单，明天下午5点前来修。" icon="lamp" fresh onTap={nothing} />
        <ListRow
          title="消防通道堵塞 · 5号楼"
          detail="还有1小时"
          icon="block"
          aside={<StatusTag tone="late" word="已逾期" />}
          action={
            <Button size="small" onTap={nothing}>
              派单
            </Button>
          }
        />
        <ListRow title="消息" aside={<View>3条</View>} onTap={nothing} />
      </Card>
      <Card title="经过">
        <Timeline
          items={[
            { key: '3', title: '物业维修02 开始处理', at: '今天 15:20', tone: 'doing', note: '已经去买灯泡。' },
            { key: '2', title: '网格员01 派给物业', at: '今天 10:05', tone: 'wait' },
            { key: '1', title: '您报了路灯不亮', at: '昨天 20:41' },
          ]}
        />
      </Card>
      <Card>
        <Field label="说一句" lines="many" value={text} onChange={setText} optional placeholder="哪里、怎么了" />
        <Field label="称呼" value={line} onChange={setLine} placeholder="怎么称呼您" error="称呼不能空着。" />
      </Card>
      <Card>
        <PhotoPicker
          {...picked}
          hint="拍清楚坏的地方"
          onAdd={picked.add}
          onRemove={picked.remove}
          onOpen={picked.open}
        />
      </Card>
      <Card>
        <NumberStepper label="修了多少" value={count} onChange={setCount} min={1} unit="个" />
      </Card>
      <Card title="您满意吗">
        <Faces value={face} onChange={setFace} />
      </Card>
      <Card>
        <Choices
          label="为什么暂缓"
          value={reason}
          onChange={setReason}
          options={[
            { value: 'funds', word: '等资金', hint: '最长30天' },
            { value: 'vote', word: '等业主表决' },
          ]}
        />
      </Card>
      <Card>
        <SwitchRow title="隐藏我的姓名" hint="物业看不到您是谁，网格员能看到。" checked={hidden} onChange={setHidden} />
      </Card>
      <Card title="报-20250318-0007">
        <Facts
          items={[
            { name: '地点', value: '白鹭花园 3号楼' },
            { name: '谁来办', value: '示例物业甲' },
            { name: '什么时候', value: '明天下午5点前' },
          ]}
        />
      </Card>
      <Notice>不同意也能看公告和进度。</Notice>
      <Notice tone="wait">没网了，内容帮您存好了，有网再交。</Notice>
      <Notice tone="done">交上去了，编号 报-20250318-0007。</Notice>
      <ErrorNote message="系统正忙，请过一会儿再试。" onRetry={nothing} />
      <Card>
        <View style={{ display: 'flex', flexDirection: 'column', gap: '12px' }}>
          <Button onTap={nothing}>提交</Button>
          <Button busy onTap={nothing}>
            提交
          </Button>
          <Button kind="quiet" icon="phone" onTap={nothing}>
            打电话给物业
          </Button>
          <Button kind="danger" onTap={nothing}>
            撤回
          </Button>
          <Button disabledReason="您办的事，要请别人来核查。" onTap={nothing}>
            通过
          </Button>
        </View>
      </Card>
      <Empty icon="wish" text="还没有心愿，来许第一个吧。" action={<Button onTap={nothing}>许个心愿</Button>} />
      <Skeleton cards={1} />
      <Sheet
        open={open}
        title="认领这个心愿"
        onClose={() => setOpen(false)}
        foot={
          <>
            <Button kind="quiet" onTap={() => setOpen(false)}>
              再想想
            </Button>
            <Button onTap={() => setOpen(false)}>确定认领</Button>
          </>
        }
      >
        <View>您答应在两天内开始，15个工作日内完成。</View>
        <Field label="想说的话" lines="many" value={line} onChange={setLine} optional />
      </Sheet>
    </Screen>
  )
}
