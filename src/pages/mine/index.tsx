import { useState } from 'react'
import { roleNames } from '@/capabilities/people/words'
import { useNow } from '@/client/now'
import { open, routes } from '@/client/routes'
import { useSession } from '@/client/session'
import { shanghaiDay } from '@/kernel/dates'
import { Card } from '@/ui/Card'
import { ErrorNote } from '@/ui/ErrorNote'
import { ListRow } from '@/ui/ListRow'
import { Screen } from '@/ui/Screen'
import { Skeleton } from '@/ui/Skeleton'
import { SwitchRow } from '@/ui/SwitchRow'
import { dayWords } from '../parts/dayWords'
import { Looks } from './Looks'
import { PrivacySheet } from './PrivacySheet'
import { Profile } from './Profile'

/** Who I am here, what is kept about me, and who looked. */
export default function Mine() {
  const { me, error, loading, load, elder, setElder } = useSession()
  const now = useNow()
  const [sheet, setSheet] = useState<'looks' | 'privacy' | null>(null)
  const close = () => setSheet(null)
  const someone = me?.personId !== undefined

  return (
    <Screen tab title="我的">
      {error && <ErrorNote message={error.userMessage} onRetry={() => void load()} retrying={loading} />}
      {!me && !error && <Skeleton cards={2} />}
      {me && <Profile me={me} />}
      {me?.staff && (
        <Card>
          <ListRow icon="desk" title="工作台" detail="要我办的事都在这" onTap={() => open(routes.workbench)} />
        </Card>
      )}
      {me && me.roles.length > 0 && (
        <Card title="我的身份">
          {me.roles.map(({ grantId, role, where, endsAt }) => (
            <ListRow
              key={grantId}
              icon="badge"
              title={`${roleNames[role]} · ${where}`}
              detail={`到${dayWords(shanghaiDay(endsAt), now)}为止`}
            />
          ))}
        </Card>
      )}
      <Card>
        <SwitchRow title="长辈版" hint="字更大，按钮更大" checked={elder} onChange={setElder} />
      </Card>
      <Card>
        {someone && <ListRow icon="bell" title="消息" onTap={() => open(routes.inbox)} />}
        {someone && <ListRow icon="eye" title="谁看过我的联系方式" onTap={() => setSheet('looks')} />}
        <ListRow
          icon="lock"
          title="隐私说明"
          detail={me && me.consentVersion > 0 ? `您同意的是第${me.consentVersion}版` : '您还没有同意过'}
          onTap={() => setSheet('privacy')}
        />
      </Card>
      {sheet === 'looks' && <Looks onClose={close} />}
      <PrivacySheet open={sheet === 'privacy'} onClose={close} />
    </Screen>
  )
}
