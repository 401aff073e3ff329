import { View } from '@tarojs/components'
import { useState } from 'react'
import { Choices } from './Choices'
import { Icon } from './Icon'
import { Sheet } from './Sheet'
import { Tap } from './Tap'
import './PersonaBar.scss'

export type PersonaBarProps = {
  personas: readonly { key: string; label: string; group?: string | undefined }[]
  current: string | null
  onSwitch: (key: string) => void
}

/** A thin bar of the local build that says whom one plays, and switches. */
export function PersonaBar({ personas, current, onSwitch }: PersonaBarProps) {
  const [open, setOpen] = useState(false)
  const name = personas.find(({ key }) => key === current)?.label ?? current ?? '游客'
  const groups = [...new Set(personas.map(({ group }) => group ?? '身份'))]
  return (
    <>
      <Tap className="wq-persona" onTap={() => setOpen(true)}>
        <Icon name="people" size="s" />
        <View className="wq-persona__name">演示数据 · {name}</View>
        <View>换身份</View>
      </Tap>
      <Sheet open={open} title="换一个身份" onClose={() => setOpen(false)}>
        {groups.map((group) => (
          <Choices
            key={group}
            label={group}
            options={personas
              .filter((one) => (one.group ?? '身份') === group)
              .map(({ key, label }) => ({ value: key, word: label }))}
            value={current}
            onChange={(key) => {
              setOpen(false)
              onSwitch(key)
            }}
          />
        ))}
      </Sheet>
    </>
  )
}
