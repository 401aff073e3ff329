import { View } from '@tarojs/components'
import { counts } from '@/capabilities/repairs/contract'
import { filterWords } from '@/capabilities/repairs/words'
import { call } from '@/client/call'
import { open, routes } from '@/client/routes'
import { useLoaded } from '@/client/useLoaded'
import { Card } from '@/ui/Card'
import { classes } from '@/ui/classes'
import { Icon } from '@/ui/Icon'
import './home.scss'

const shown = ['submitted', 'soon', 'late', 'verify', 'reply'] as const

/** For staff: the five numbers of the workbench, and the way in. */
export function StaffCard() {
  const numbers = useLoaded('repairs.counts', () => call(counts, {}))
  const { data, error } = numbers
  return (
    <Card title="工作台" aside={<Icon name="next" size="s" />} onTap={() => open(routes.workbench)}>
      <View className="home-staff">
        {shown.map((key) => (
          <View key={key} className="home-staff__one">
            <View
              className={classes('home-staff__number', key === 'late' && Boolean(data?.late) && 'home-staff__late')}
            >
              {data?.[key] ?? '–'}
            </View>
            <View className="home-staff__word">{filterWords[key]}</View>
          </View>
        ))}
      </View>
      {error && !data && <View className="home-staff__word">{error.userMessage}</View>}
    </Card>
  )
}
