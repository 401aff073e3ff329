import { View } from '@tarojs/components'
import { useState } from 'react'
import { Choices } from '@/ui/Choices'
import { Icon } from '@/ui/Icon'
import { Sheet } from '@/ui/Sheet'
import { Tap } from '@/ui/Tap'
import '../staff/staff.scss'

const all = 'all'

export type WhereSwitchProps = {
  communities: readonly { id: string; name: string }[]
  /** The word for all of them. */
  everywhere: string
  /** Id of a community, or empty for all. */
  value: string
  onChange: (communityId: string) => void
}

/** Which community the list is about. */
export function WhereSwitch({ communities, everywhere, value, onChange }: WhereSwitchProps) {
  const [choosing, setChoosing] = useState(false)
  const name = communities.find(({ id }) => id === value)?.name ?? everywhere
  return (
    <>
      <Tap className="staff-bar__where" label={`看${name}，点一下换小区`} onTap={() => setChoosing(true)}>
        <Icon name="pin" size="s" />
        <View>{name}</View>
        <Icon name="down" size="s" />
      </Tap>
      <Sheet open={choosing} title="看哪个小区" onClose={() => setChoosing(false)}>
        <Choices
          label="小区"
          value={value === '' ? all : value}
          options={[
            { value: all, word: everywhere },
            ...communities.map(({ id, name }) => ({ value: id, word: name })),
          ]}
          onChange={(id) => {
            setChoosing(false)
            onChange(id === all ? '' : id)
          }}
        />
      </Sheet>
    </>
  )
}
