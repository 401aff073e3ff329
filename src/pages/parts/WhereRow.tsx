import { useState } from 'react'
import { PlaceSheet } from '@/client/PlaceSheet'
import { type Place, usePlace } from '@/client/session'
import { ListRow } from '@/ui/ListRow'

export const placeWords = ({ community, building }: Place): string =>
  [community.name, building?.name].filter(Boolean).join(' · ')

/** Where I am; a tap changes it. */
export function WhereRow() {
  const place = usePlace()
  const [choosing, setChoosing] = useState(false)
  return (
    <>
      <ListRow
        icon="pin"
        title={place ? placeWords(place) : '您在哪个小区？'}
        aside={place ? '换地方' : '选小区'}
        onTap={() => setChoosing(true)}
      />
      <PlaceSheet open={choosing} onClose={() => setChoosing(false)} />
    </>
  )
}
