import { View } from '@tarojs/components'
import { useNow } from '@/client/now'
import { openTab, replaceWith, routes } from '@/client/routes'
import { SubscribeAsk } from '@/client/SubscribeAsk'
import type { OutputOf } from '@/kernel/action'
import { friendlyDue } from '@/kernel/dates'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Icon } from '@/ui/Icon'
import type { IconName } from '@/ui/iconNames'
import { Screen } from '@/ui/Screen'
import type * as contract from '../../contract'
import './report.scss'

/** What became of a report. */
export type Outcome =
  | ({ state: 'sent'; atOnce: boolean } & OutputOf<typeof contract.submit>)
  | { state: 'joined'; id: string }
  | { state: 'waiting' }

const look: Record<Outcome['state'], { icon: IconName; title: string }> = {
  sent: { icon: 'done', title: '报好了' },
  joined: { icon: 'people', title: '一起跟进了' },
  waiting: { icon: 'clock', title: '待发送' },
}

/** Number, who handles it, by when; only then the question whether to be told. */
export function Reported({ outcome }: { outcome: Outcome }) {
  const now = useNow()
  const { icon, title } = look[outcome.state]
  const sentence = () => {
    switch (outcome.state) {
      case 'sent':
        return outcome.atOnce
          ? `${outcome.handler}来办，马上派人。`
          : `${outcome.handler}来办，${friendlyDue(outcome.dueAt, now)}办好。`
      case 'joined':
        return '有进展一样告诉您。'
      case 'waiting':
        return '没网了，内容帮您存好了，有网再交。'
    }
  }
  const see = () => (outcome.state === 'waiting' ? openTab('progress') : replaceWith(routes.repair(outcome.id)))

  return (
    <Screen
      title={title}
      foot={
        <>
          <Button kind="quiet" onTap={() => openTab('home')}>
            回首页
          </Button>
          <Button onTap={see}>看进度</Button>
        </>
      }
    >
      <Card className={`reported reported--${outcome.state}`}>
        <Icon name={icon} size="xl" className="reported__icon" />
        <View className="reported__title">{title}</View>
        <View className="reported__sentence">{sentence()}</View>
        {outcome.state === 'sent' && <View className="reported__number">编号 {outcome.number}</View>}
        {outcome.state === 'waiting' && <View className="reported__number">在“进度”里能看到它。</View>}
      </Card>
      {outcome.state !== 'waiting' && <SubscribeAsk />}
    </Screen>
  )
}
