import { useState } from 'react'
import { type Community, list } from '@/capabilities/places/contract'
import { Choices } from '@/ui/Choices'
import { ErrorNote } from '@/ui/ErrorNote'
import { Sheet } from '@/ui/Sheet'
import { Skeleton } from '@/ui/Skeleton'
import { call } from './call'
import { type Place, useSession } from './session'
import { useLoaded } from './useLoaded'

/** The town's communities, last known at once; asked for only when `wanted`. */
export const useCommunities = (wanted: boolean) => useLoaded(wanted ? 'places.list' : null, () => call(list, {}))

export type PlaceSheetProps = {
  open: boolean
  onClose: () => void
  onChosen?: (place: Place) => void
}

/** 不在楼里 */
const nowhere = 'none'

/** Says by hand where one is: community, then building. Kept as if it had been scanned. */
export function PlaceSheet({ open, onClose, onChosen }: PlaceSheetProps) {
  const places = useCommunities(open)
  const setScanned = useSession((session) => session.setScanned)
  const [community, setCommunity] = useState<Community | null>(null)

  const close = () => {
    setCommunity(null)
    onClose()
  }
  const choose = (buildingId: string) => {
    if (!community) return
    const building = community.buildings.find(({ id }) => id === buildingId)
    const place: Place = { community: { id: community.id, name: community.name }, ...(building && { building }) }
    setScanned(place)
    onChosen?.(place)
    close()
  }

  return (
    <Sheet open={open} title={community ? community.name : '您在哪个小区'} onClose={close}>
      {places.error && !places.data && (
        <ErrorNote message={places.error.userMessage} retrying={places.loading} onRetry={() => void places.refetch()} />
      )}
      {!places.data && !places.error && <Skeleton cards={2} />}
      {places.data && !community && (
        <Choices
          label="选小区"
          value={null}
          options={places.data.communities.map(({ id, name }) => ({ value: id, word: name }))}
          onChange={(id) => setCommunity(places.data?.communities.find((one) => one.id === id) ?? null)}
        />
      )}
      {community && (
        <Choices
          label="选楼栋"
          value={null}
          options={[
            ...community.buildings.map(({ id, name }) => ({ value: id, word: name })),
            { value: nowhere, word: '不在楼里', hint: '路上、花园、车棚等公共地方' },
          ]}
          onChange={choose}
        />
      )}
    </Sheet>
  )
}
