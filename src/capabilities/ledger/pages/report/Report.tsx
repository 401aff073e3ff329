import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { useState } from 'react'
import { call } from '@/client/call'
import { useDesk } from '@/client/desk'
import { useNow } from '@/client/now'
import { useCommunities } from '@/client/PlaceSheet'
import { useLoaded } from '@/client/useLoaded'
import { ChoicePill } from '@/ui/ChoicePill'
import { ErrorNote } from '@/ui/ErrorNote'
import { Screen } from '@/ui/Screen'
import { Segmented } from '@/ui/Segmented'
import { Skeleton } from '@/ui/Skeleton'
import { type LedgerRow, report } from '../../contract'
import { periodsOf } from './periods'
import { Rows } from './Rows'
import { Totals } from './Totals'
import './report.scss'

const dotted = (day: string): string => day.replace(/-/g, '.')

export function Report() {
  const desk = useDesk()
  const town = useCommunities(true)
  const now = useNow()
  const [chosen, setChosen] = useState<string | null>(null)
  const [community, setCommunity] = useState<string | null>(null)
  const [indicator, setIndicator] = useState<LedgerRow['indicator'] | null>(null)
  const campaign = town.data?.campaign
  const periods = periodsOf(campaign, now)
  const period = periods.find(({ key }) => key === chosen) ?? periods[0]
  // Whoever works in some communities reads the rows of one of them at a time.
  const communityId = community ?? (desk.town || !desk.works ? '' : (desk.communities[0]?.id ?? ''))
  const where = communityId === '' ? {} : { communityId }
  const ready = town.data !== null && period !== undefined
  const sums = useLoaded(ready ? `ledger.report.${period.from}.${period.to}.${communityId || 'TOWN'}` : null, () =>
    call(report, { from: period?.from ?? '', to: period?.to ?? '', ...where }),
  )
  usePullDownRefresh(() => void sums.refetch().finally(() => Taro.stopPullDownRefresh()))
  const failed = town.error && !town.data ? town : sums.error ? sums : null

  return (
    <Screen title="成效台账">
      {period && (
        <>
          <View className="ledger-bar">
            <ChoicePill
              label="看哪个小区"
              value={communityId}
              options={[
                ...(desk.town || !desk.works ? [{ value: '', word: '全镇' }] : []),
                ...(desk.works && !desk.town ? desk.communities : (town.data?.communities ?? [])).map(
                  ({ id, name }) => ({
                    value: id,
                    word: name,
                  }),
                ),
              ]}
              onChange={setCommunity}
            />
            <View className="ledger-bar__days">
              {dotted(period.from)}–{dotted(period.to)}
            </View>
          </View>
          <Segmented
            label="哪段时间"
            value={period.key}
            onChange={setChosen}
            options={periods.map(({ key, word }) => ({ value: key, word }))}
          />
        </>
      )}
      {failed?.error && (
        <ErrorNote message={failed.error.userMessage} retrying={failed.loading} onRetry={() => void failed.refetch()} />
      )}
      {!sums.data && !failed && <Skeleton cards={2} />}
      {sums.data && <Totals totals={sums.data.totals} value={indicator} onChange={setIndicator} />}
      {ready && desk.mayReadLedger && (
        <Rows
          from={period.from}
          to={period.to}
          communityId={communityId}
          indicator={indicator}
          names={town.data?.communities ?? []}
        />
      )}
    </Screen>
  )
}
