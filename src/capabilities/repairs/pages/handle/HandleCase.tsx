import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { useState } from 'react'
import type * as z from 'zod/mini'
import { call } from '@/client/call'
import { useCommand } from '@/client/useCommand'
import { useLoaded } from '@/client/useLoaded'
import type { AppError } from '@/kernel/errors'
import { Button } from '@/ui/Button'
import { ErrorNote } from '@/ui/ErrorNote'
import { Notice } from '@/ui/Notice'
import { Screen } from '@/ui/Screen'
import { Skeleton } from '@/ui/Skeleton'
import { get, type RepairCommandName, type RepairStatus, type reveal, sign, verify } from '../../contract'
import { commandWords } from '../../words'
import { CaseFacts } from '../parts/CaseFacts'
import { CaseHead } from '../parts/CaseHead'
import { CaseRecord } from '../parts/CaseRecord'
import { CaseResult } from '../parts/CaseResult'
import { CommandSheet } from '../staff/CommandSheet'
import { ContactSheet } from '../staff/ContactSheet'
import { FinishCard } from '../staff/FinishCard'
import { MoreSheet } from '../staff/MoreSheet'
import { sheets } from '../staff/sheets'
import { doneWords, driverOf, residentCommands, staffLine } from '../staff/staffWords'
import { useFinish } from '../staff/useFinish'
import { CaseNotices } from './CaseNotices'

type Contact = z.output<(typeof reveal)['output']>

/** Where the newest result stands; after a rework or a reopening it is history, told by the timeline. */
const finishedStates: readonly RepairStatus[] = ['awaitingVerification', 'awaitingRating', 'closed']

/** Everything about a case on one screen, and exactly the steps this person may take. */
export function HandleCase({ id }: { id: string }) {
  const { data: item, error, loading, refetch } = useLoaded(`repairs.get.${id}`, () => call(get, { id }))
  const [overtaken, setOvertaken] = useState<string | null>(null)
  const reload = () => void refetch()
  const outdated = (failure: AppError) => {
    setOvertaken(failure.userMessage)
    reload()
  }
  const command = useCommand(outdated)
  const [asking, setAsking] = useState<RepairCommandName | null>(null)
  const [more, setMore] = useState(false)
  const [done, setDone] = useState<{ tone: 'done' | 'wait'; words: string } | null>(null)
  const [contact, setContact] = useState<Contact | null>(null)
  usePullDownRefresh(() => void refetch().finally(() => Taro.stopPullDownRefresh()))

  const finished = (name: RepairCommandName, output?: unknown) => {
    setAsking(null)
    if (name === 'reveal') setContact(output as Contact)
    else setDone({ tone: 'done', words: doneWords[name] ?? '办好了。' })
    void refetch()
  }
  const finish = useFinish(
    item,
    (sent) => {
      if (sent) finished('finish')
      else setDone({ tone: 'wait', words: '没网了，内容帮您存好了，有网再交。' })
    },
    outdated,
  )
  const give = async (name: RepairCommandName) => {
    setMore(false)
    setDone(null)
    setOvertaken(null)
    command.clear()
    if (sheets[name]) setAsking(name)
    else if (name === 'finish') await finish.send()
    else if (item && (name === 'sign' || name === 'verify')) {
      const action = name === 'sign' ? sign : verify
      if (await command.run(action, { id, v: item.v })) finished(name)
    }
  }

  if (!item) {
    return (
      <Screen title="报修">
        {error ? <ErrorNote message={error.userMessage} retrying={loading} onRetry={reload} /> : <Skeleton cards={4} />}
      </Screen>
    )
  }

  const finishing = item.allowed.includes('finish') && !finish.waiting
  const steps = item.allowed.filter((name) => !residentCommands.includes(name) && (name !== 'finish' || finishing))
  // Nothing leads on: if only one thing can be done, it needs no sheet to be found in.
  const others = steps.filter((name) => name !== 'reveal' && name !== 'rework')
  const main = driverOf(steps) ?? (others.length === 1 ? others[0] : undefined)
  const beside = steps.find((name) => name === 'rework')
  const rest = steps.filter((name) => name !== main && name !== beside && name !== 'reveal')
  // Somebody else was faster: the sheet of a step that is no longer there goes, its reason stays on the page.
  const spec = asking && item.allowed.includes(asking) && sheets[asking]
  const foot = (main || rest.length > 0 || item.mine) && (
    <>
      {(rest.length > 0 || item.mine) && (
        <Button kind="quiet" onTap={() => setMore(true)}>
          更多
        </Button>
      )}
      {beside && (
        <Button kind="quiet" onTap={() => void give(beside)}>
          {commandWords[beside]}
        </Button>
      )}
      {main && (
        <Button
          kind={driverOf(steps) ? 'primary' : 'quiet'}
          busy={command.busy !== null || finish.busy}
          disabledReason={main === 'finish' && finish.draft.refs.length === 0 ? '先拍完工照' : undefined}
          onTap={() => void give(main)}
        >
          {commandWords[main]}
        </Button>
      )}
    </>
  )

  return (
    <Screen title={item.number} foot={foot}>
      {done && <Notice tone={done.tone}>{done.words}</Notice>}
      {command.error && <ErrorNote message={command.error.userMessage} />}
      {overtaken && !command.error && !spec && !finish.error && <ErrorNote message={overtaken} />}
      {error && <ErrorNote message={error.userMessage} retrying={loading} onRetry={reload} />}
      {finish.waiting && !done && <Notice tone="wait">完工记录待发送，有网就交。</Notice>}
      <CaseHead item={{ ...item, line: staffLine(item) }} />
      <CaseNotices item={item} />
      {finishing && <FinishCard finish={finish} unit={item.unit} />}
      <CaseFacts item={item} />
      {item.result && finishedStates.includes(item.status) && <CaseResult result={item.result} />}
      {item.allowed.includes('reveal') && (
        <Button kind="quiet" icon="phone" onTap={() => void give('reveal')}>
          {commandWords.reveal}
        </Button>
      )}
      <CaseRecord item={item} />
      {more && (
        <MoreSheet
          commands={rest}
          mine={item.mine}
          id={id}
          onClose={() => setMore(false)}
          onChoose={(name) => void give(name)}
        />
      )}
      {asking && spec && (
        <CommandSheet
          item={item}
          name={asking}
          spec={spec}
          onClose={() => setAsking(null)}
          onDone={finished}
          onOutdated={outdated}
        />
      )}
      {contact && <ContactSheet contact={contact} onClose={() => setContact(null)} />}
    </Screen>
  )
}
