import { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { call } from '@/client/call'
import { openTab, replaceWith, routes } from '@/client/routes'
import { useMe } from '@/client/session'
import { useLoaded } from '@/client/useLoaded'
import { Button } from '@/ui/Button'
import { ErrorNote } from '@/ui/ErrorNote'
import { Screen } from '@/ui/Screen'
import { Skeleton } from '@/ui/Skeleton'
import { get } from '../../contract'
import { CaseFacts } from '../parts/CaseFacts'
import { CaseHead } from '../parts/CaseHead'
import { CaseRecord } from '../parts/CaseRecord'
import { CaseResult } from '../parts/CaseResult'
import { AnswerCard } from './AnswerCard'
import { CaseActions } from './CaseActions'
import { CaseNotes } from './CaseNotes'
import { RateCard } from './RateCard'

/** A repair as the one who reported it sees it. What it offers is what the server says is allowed. */
export default function Case() {
  const id = useRouter().params.id ?? ''
  const me = useMe()
  const loaded = useLoaded(`repairs.get.${id}`, () => call(get, { id }))
  const { data: item, error, loading } = loaded
  const reload = () => void loaded.refetch()

  const belongsToStaff = item !== null && !item.mine && me?.staff === true
  useEffect(() => {
    if (belongsToStaff) replaceWith(routes.staffRepair(id))
  }, [belongsToStaff, id])

  const missing = error?.code === 'not_found'
  return (
    <Screen title="报修进度">
      {error && <ErrorNote message={error.userMessage} {...(!missing && { onRetry: reload, retrying: loading })} />}
      {missing && (
        <Button kind="quiet" onTap={() => openTab('progress')}>
          看我的进度
        </Button>
      )}
      {!item && !error && <Skeleton cards={3} />}
      {item && !missing && (
        <>
          <CaseHead item={item} />
          <CaseNotes item={item} />
          {item.allowed.includes('answer') && <AnswerCard item={item} onDone={reload} />}
          {item.allowed.includes('rate') && <RateCard item={item} onDone={reload} />}
          <CaseActions item={item} onDone={reload} />
          {item.result && <CaseResult result={item.result} status={item.status} />}
          <CaseFacts item={item} />
          <CaseRecord item={item} />
        </>
      )}
    </Screen>
  )
}
