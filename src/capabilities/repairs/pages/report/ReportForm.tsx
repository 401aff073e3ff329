import { useState } from 'react'
import { PlaceSheet } from '@/client/PlaceSheet'
import { useMe, usePlace } from '@/client/session'
import { useConsent } from '@/client/useConsent'
import { usePhotos } from '@/client/usePhotos'
import { useSubmission } from '@/client/useSubmission'
import { phone } from '@/platform/phone'
import { Button } from '@/ui/Button'
import { CallButtons } from '@/ui/CallButtons'
import { Card } from '@/ui/Card'
import { ErrorNote } from '@/ui/ErrorNote'
import { Field } from '@/ui/Field'
import { ListRow } from '@/ui/ListRow'
import { Notice } from '@/ui/Notice'
import { PhotoPicker } from '@/ui/PhotoPicker'
import { Screen } from '@/ui/Screen'
import type { Category } from '../../categories'
import * as contract from '../../contract'
import { callsFor } from '../../danger'
import { categoryIcon } from '../parts/categoryIcon'
import { isAtOnce, promiseOf } from './limitWords'
import type { Outcome } from './Reported'
import { Similar } from './Similar'
import type { ReportDraft } from './useReportDraft'

export type ReportFormProps = {
  category: Category
  draft: ReportDraft
  onBehalf: boolean
  onDone: (outcome: Outcome) => void
}

/** Place and kind are known by now: a photo and a sentence if one likes, then 提交. */
export function ReportForm({ category, draft, onBehalf, onDone }: ReportFormProps) {
  const { values, patch } = draft
  const me = useMe()
  const place = usePlace()
  const consent = useConsent()
  const picked = usePhotos(values.refs, (refs) => patch({ refs }))
  const [choosing, setChoosing] = useState(false)
  const submission = useSubmission()
  const { busy, error } = submission
  const calls = callsFor(category, values.text)

  const send = async () => {
    if (!place) return
    const done = await submission.send(
      contract.submit,
      {
        communityId: place.community.id,
        ...(place.building && { buildingId: place.building.id }),
        category: category.code,
        ...(values.text.trim() !== '' && { text: values.text }),
        ...(onBehalf && { onBehalfOf: values.onBehalfOf }),
      },
      { title: `报修：${category.plain}`, photos: { field: 'photoIds', refs: values.refs } },
    )
    if (done) onDone(done.state === 'sent' ? { state: 'sent', atOnce: isAtOnce(category), ...done.data } : done)
  }

  const why = () => {
    if (!place) return '请先选小区。'
    if (me && !me.personId) return '请先登录，再来报修。'
    if (onBehalf && values.onBehalfOf.trim() === '') return '请写上替谁报。'
    return undefined
  }

  return (
    <Screen
      title={onBehalf ? '替人报修' : '我要报修'}
      foot={
        <Button busy={busy} disabledReason={why()} onTap={() => consent.before(() => void send())}>
          提交
        </Button>
      }
    >
      {calls.length > 0 && <CallButtons numbers={calls} onCall={phone.call} />}
      {category.phoneFirst && (
        <Notice tone="wait" icon="phone">
          这类事先打电话最快，打完再来报。
        </Notice>
      )}
      {error && <ErrorNote message={error.userMessage} />}
      <Card>
        <ListRow
          icon={categoryIcon(category.code)}
          title={category.plain}
          detail={promiseOf(category)}
          aside="换一类"
          onTap={() => patch({ category: null })}
        />
        <ListRow
          icon="pin"
          title={place ? [place.community.name, place.building?.name].filter(Boolean).join(' ') : '在哪个小区？'}
          aside={place ? '换地方' : '选小区'}
          onTap={() => setChoosing(true)}
        />
        {place && <Similar category={category} place={place} onJoined={onDone} />}
      </Card>
      {category.vote && <Notice>这件事可能要业主表决，时间会长一些。</Notice>}
      {onBehalf && (
        <Card>
          <Field
            label="替谁报"
            value={values.onBehalfOf}
            onChange={(onBehalfOf) => patch({ onBehalfOf })}
            max={20}
            placeholder="怎么称呼，比如：3楼王阿姨"
            error={error?.fields?.onBehalfOf}
          />
        </Card>
      )}
      <Card>
        <PhotoPicker
          {...picked}
          label="拍张照"
          onAdd={picked.add}
          onRemove={picked.remove}
          onRetry={picked.retry}
          onOpen={picked.open}
        />
      </Card>
      <Card>
        <Field
          label="说一句"
          lines="many"
          optional
          value={values.text}
          onChange={(text) => patch({ text })}
          placeholder="哪里、怎么了，比如：3楼楼道，闪了两天"
          error={error?.fields?.text}
        />
      </Card>
      {draft.restored && (
        <Button kind="quiet" icon="redo" onTap={draft.clear}>
          不要上次的，重新写
        </Button>
      )}
      <PlaceSheet open={choosing} onClose={() => setChoosing(false)} />
      {consent.sheet}
    </Screen>
  )
}
