import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { useMe } from '@/client/session'
import { Screen } from '@/ui/Screen'
import { findCategory } from '../../categories'
import { CategoryPicker } from './CategoryPicker'
import { type Outcome, Reported } from './Reported'
import { ReportForm } from './ReportForm'
import { useReportDraft } from './useReportDraft'

/** 我要报修: what → (photo, one sentence) → 提交. Everything chosen or typed survives leaving the page. */
export default function Report() {
  const me = useMe()
  const onBehalf = useRouter().params.onBehalf === '1' && me?.staff === true
  const draft = useReportDraft(onBehalf)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const category = draft.values.category === null ? undefined : findCategory(draft.values.category)

  if (outcome) return <Reported outcome={outcome} />
  if (!category)
    return (
      <Screen title={onBehalf ? '替人报修' : '我要报修'}>
        <CategoryPicker onPick={(code) => draft.patch({ category: code })} />
      </Screen>
    )
  return (
    <ReportForm
      category={category}
      draft={draft}
      onBehalf={onBehalf}
      onDone={(done) => {
        draft.clear()
        setOutcome(done)
      }}
    />
  )
}
