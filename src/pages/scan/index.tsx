import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { scan as readCode } from '@/capabilities/places/contract'
import { call } from '@/client/call'
import { PlaceSheet } from '@/client/PlaceSheet'
import { openTab, replaceWith } from '@/client/routes'
import { useSession } from '@/client/session'
import { useLoaded } from '@/client/useLoaded'
import { scan } from '@/platform/scan'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorNote } from '@/ui/ErrorNote'
import { Icon } from '@/ui/Icon'
import { Screen } from '@/ui/Screen'
import { Skeleton } from '@/ui/Skeleton'
import { MainDoors } from '../parts/MainDoors'
import './scan.scss'

/** WeChat gives a mini program code's text as `scene` and a common code's link as `q`; our own links carry `b`. */
const codeOf = ({ b, scene, q }: Partial<Record<string, string>>): string | null => {
  if (b) return `b=${b}`
  return scene || q || null
}

/** What a door code opens: here you are, this is what you can do. A bad code says why; the place is chosen by hand. */
export default function Scan() {
  const code = codeOf(useRouter().params)
  const found = useLoaded(code === null ? null : `places.scan.${code}`, () => call(readCode, { code: code ?? '' }))
  const setScanned = useSession((session) => session.setScanned)
  const [choosing, setChoosing] = useState(false)
  const { data, error, loading } = found
  const refused = error !== null && error.code !== 'unavailable'
  const place = refused ? null : data

  useEffect(() => {
    if (place) setScanned({ community: place.community, ...(place.building && { building: place.building }) })
  }, [place, setScanned])

  const again = async () => {
    const text = await scan.scan()
    if (text) replaceWith(`/pages/scan/index?q=${encodeURIComponent(text)}`)
  }

  return (
    <Screen title="扫码">
      {place && (
        <>
          <Card className="scan-here">
            <Icon name="pin" size="l" className="scan-here__icon" />
            <View>您在</View>
            <View className="scan-here__name">
              {[place.community.name, place.building?.name].filter(Boolean).join(' · ')}
            </View>
          </Card>
          <MainDoors />
        </>
      )}
      {!place && !error && code !== null && <Skeleton cards={2} />}
      {!place && error && (
        <ErrorNote
          message={error.userMessage}
          {...(!refused && { onRetry: () => void found.refetch(), retrying: loading })}
        />
      )}
      {code === null && <ErrorNote message="这张码里没有内容，请再扫一次，或手动选择小区。" />}
      {!place && (error || code === null) && (
        <>
          <Button icon="pin" onTap={() => setChoosing(true)}>
            选小区
          </Button>
          {scan.supported && (
            <Button kind="quiet" icon="scan" onTap={() => void again()}>
              再扫一次
            </Button>
          )}
        </>
      )}
      <PlaceSheet open={choosing} onClose={() => setChoosing(false)} onChosen={() => openTab('home')} />
    </Screen>
  )
}
