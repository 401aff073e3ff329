import { View } from '@tarojs/components'
import { useState } from 'react'
import { report } from '@/capabilities/ledger/contract'
import type { Community } from '@/capabilities/places/contract'
import { call } from '@/client/call'
import { useNow } from '@/client/now'
import { useLoaded } from '@/client/useLoaded'
import { Card } from '@/ui/Card'
import { ErrorNote } from '@/ui/ErrorNote'
import { Segmented } from '@/ui/Segmented'
import { Skeleton } from '@/ui/Skeleton'
import { dayWords } from '../parts/dayWords'
import './results.scss'

export type ResultsProps = {
  campaign: { name: string; from: string; to: string }
  community: Community | undefined
}

/** Published results of the campaign, here or in the whole town: verified figures only. */
export function Results({ campaign, community }: ResultsProps) {
  const now = useNow()
  const [where, setWhere] = useState<'here' | 'town'>('here')
  const here = where === 'here' ? community : undefined
  const { from, to, name } = campaign
  const loaded = useLoaded(`ledger.report.${from}.${to}.${here?.id ?? 'TOWN'}`, () =>
    call(report, { from, to, ...(here && { communityId: here.id }) }),
  )
  const done = loaded.data?.totals.filter(({ qty }) => qty !== 0) ?? []

  return (
    <Card title="办成的事">
      <View className="results__period">
        {name}，{dayWords(from, now)}至{dayWords(to, now)}。
      </View>
      {community && (
        <Segmented
          label="看哪里"
          value={where}
          onChange={setWhere}
          options={[
            { value: 'here', word: '本小区' },
            { value: 'town', word: '全镇' },
          ]}
        />
      )}
      {loaded.error && (
        <ErrorNote message={loaded.error.userMessage} onRetry={() => void loaded.refetch()} retrying={loaded.loading} />
      )}
      {!loaded.data && !loaded.error && <Skeleton cards={1} />}
      {loaded.data && done.length === 0 && <View className="results__none">这里还没有核查过的成果。</View>}
      <View className="results__list">
        {done.map((total) => (
          <View key={total.indicator} className="results__row">
            <View className="results__name">{total.name}</View>
            <View className="results__qty">
              {total.qty}
              <View className="results__unit">{total.unit}</View>
            </View>
          </View>
        ))}
      </View>
      <View className="results__say">每一项都由第二个人核查过，才算数。</View>
    </Card>
  )
}
