import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { useState } from 'react'
import { PlaceSheet, useCommunities } from '@/client/PlaceSheet'
import { usePlace } from '@/client/session'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorNote } from '@/ui/ErrorNote'
import { Facts } from '@/ui/Facts'
import { Screen } from '@/ui/Screen'
import { Skeleton } from '@/ui/Skeleton'
import { Results } from './Results'

/** The community: who looks after it, and what was done there. */
export default function CommunityPage() {
  const place = usePlace()
  const places = useCommunities(true)
  const [choosing, setChoosing] = useState(false)
  usePullDownRefresh(() => void places.refetch().then(() => Taro.stopPullDownRefresh()))
  const community = places.data?.communities.find(({ id }) => id === place?.community.id)

  return (
    <Screen tab title={community?.name ?? '小区'}>
      {places.error && (
        <ErrorNote message={places.error.userMessage} onRetry={() => void places.refetch()} retrying={places.loading} />
      )}
      {!places.data && !places.error && <Skeleton cards={2} />}
      {places.data && !community && (
        <Empty
          icon="pin"
          text="您在哪个小区？选了就能看。"
          action={<Button onTap={() => setChoosing(true)}>选小区</Button>}
        />
      )}
      {community && (
        <Card>
          <Facts
            items={[
              { name: '物业', value: community.property },
              { name: '楼栋', value: `${community.buildings.length}栋` },
              { name: '住户', value: `${community.households}户` },
            ]}
          />
          <Button kind="quiet" size="small" icon="pin" onTap={() => setChoosing(true)}>
            看别的小区
          </Button>
        </Card>
      )}
      {places.data?.campaign && <Results campaign={places.data.campaign} community={community} />}
      <PlaceSheet open={choosing} onClose={() => setChoosing(false)} />
    </Screen>
  )
}
