import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { call } from '@/client/call'
import { useLoaded } from '@/client/useLoaded'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorNote } from '@/ui/ErrorNote'
import { Notice } from '@/ui/Notice'
import { type RepairDetail, verifyChain } from '../../contract'
import { CaseTimeline } from './CaseTimeline'
import './case.scss'

/** The history, and one button by which anyone who may read it checks that nobody changed it. */
export function CaseRecord({ item }: { item: RepairDetail }) {
  const [asked, setAsked] = useState<string | null>(null)
  const check = useLoaded(asked, () => call(verifyChain, { id: item.id }))
  // A new event makes an earlier verdict say nothing about the page as it stands.
  const { id, v } = item
  useEffect(() => setAsked(null), [id, v])

  // What stands larger above is not shown again here.
  const above = new Set([...item.photos, ...(item.result?.photos ?? [])].map((photo) => photo.id))
  const entries = item.timeline.map((entry) => ({
    ...entry,
    photos: entry.photos.filter((photo) => !above.has(photo.id)),
  }))

  return (
    <Card title="经过">
      <CaseTimeline entries={entries} />
      <View className="case-record">
        {check.data && asked && <Notice tone={check.data.intact ? 'done' : 'late'}>{check.data.sentence}</Notice>}
        {check.error && <ErrorNote message={check.error.userMessage} />}
        <Button
          kind="quiet"
          icon="shield"
          busy={asked !== null && check.loading}
          onTap={() => (asked ? void check.refetch() : setAsked(`repairs.verifyChain.${id}.${v}`))}
        >
          核验记录
        </Button>
      </View>
    </Card>
  )
}
