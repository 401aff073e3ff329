import { View } from '@tarojs/components'
import { useState } from 'react'
import { phone } from '@/platform/phone'
import { BigTile } from '@/ui/BigTile'
import { Button } from '@/ui/Button'
import { CallButtons } from '@/ui/CallButtons'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Field } from '@/ui/Field'
import { ListRow } from '@/ui/ListRow'
import { Tiles } from '@/ui/Tiles'
import { type Category, categories, commonCategories, findCategories } from '../../categories'
import { callsFor } from '../../danger'
import { categoryIcon } from '../parts/categoryIcon'
import './report.scss'

const groups = [
  { letter: 'A', title: '楼里楼外的设施' },
  { letter: 'B', title: '卫生和绿化' },
  { letter: 'C', title: '安全隐患' },
  { letter: 'D', title: '停车、养狗和治安' },
  { letter: 'E', title: '物业和业委会' },
] as const

/** Wishes, suggestions and mediation are other matters than repairs. */
const isRepair = ({ kind }: Category): boolean => kind === 'repair' || kind === 'property'

type Pick = { onPick: (code: string) => void }

const Rows = ({ list, onPick }: Pick & { list: readonly Category[] }) => (
  <>
    {list.map(({ code, plain, name }) => (
      <ListRow
        key={code}
        icon={categoryIcon(code)}
        title={plain}
        detail={name === plain ? undefined : name}
        onTap={() => onPick(code)}
      />
    ))}
  </>
)

/** Twelve pictures for most things, a search and the whole list for the rest. */
export function CategoryPicker({ onPick }: Pick) {
  const [words, setWords] = useState('')
  const [whole, setWhole] = useState(false)
  const searching = words.trim() !== ''
  const found = findCategories(words).filter(isRepair)
  const calls = callsFor(undefined, words)

  return (
    <>
      {calls.length > 0 && <CallButtons numbers={calls} onCall={phone.call} />}
      {!searching && (
        <View>
          <View className="report-ask">什么坏了？</View>
          <Tiles columns={3}>
            {commonCategories.map(({ code, plain }) => (
              <BigTile key={code} kind="small" icon={categoryIcon(code)} title={plain} onTap={() => onPick(code)} />
            ))}
          </Tiles>
        </View>
      )}
      <Card>
        <Field label="找别的" value={words} onChange={setWords} placeholder="打几个字，比如：门禁" max={20} />
        {searching && found.length > 0 && <Rows list={found.slice(0, 8)} onPick={onPick} />}
        {searching && found.length === 0 && <Empty icon="search" text="没找到，换个说法，或看全部类别。" />}
        {!whole && (
          <Button kind="quiet" icon="list" onTap={() => setWhole(true)}>
            看全部类别
          </Button>
        )}
      </Card>
      {whole &&
        groups.map(({ letter, title }) => (
          <Card key={letter} title={title}>
            <Rows list={categories.filter(({ code }) => code.startsWith(letter)).filter(isRepair)} onPick={onPick} />
          </Card>
        ))}
    </>
  )
}
