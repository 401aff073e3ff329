import { useState } from 'react'
import { type Me, update } from '@/capabilities/people/contract'
import { PlaceSheet } from '@/client/PlaceSheet'
import { type Place, useSession } from '@/client/session'
import { useCommand } from '@/client/useCommand'
import { useConsent } from '@/client/useConsent'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorNote } from '@/ui/ErrorNote'
import { Field } from '@/ui/Field'
import { ListRow } from '@/ui/ListRow'
import { Notice } from '@/ui/Notice'
import { Sheet } from '@/ui/Sheet'

/** Alias, home and phone; each changed by itself. */
export function Profile({ me }: { me: Me }) {
  const setMe = useSession((session) => session.setMe)
  const consent = useConsent()
  const command = useCommand()
  const [editing, setEditing] = useState<'alias' | 'phone' | 'place' | null>(null)
  const [text, setText] = useState('')

  const edit = (what: 'alias' | 'phone' | 'place', from: string) =>
    consent.before(() => {
      command.clear()
      setText(from)
      setEditing(what)
    })
  const save = async (changes: Parameters<typeof command.run<typeof update>>[1]) => {
    const changed = await command.run(update, changes)
    if (!changed) return
    setMe(changed)
    setEditing(null)
  }
  const move = ({ community, building }: Place) =>
    void save({ communityId: community.id, ...(building && { buildingId: building.id }) })

  if (!me.personId) return <Notice>您还没有登录，可以先看公告和小区。</Notice>
  const busy = command.busy !== null
  return (
    <Card>
      <ListRow
        icon="person"
        title={me.alias}
        detail="别人看到的称呼"
        aside="改"
        onTap={() => edit('alias', me.alias)}
      />
      <ListRow
        icon="home"
        title={[me.community?.name, me.building?.name].filter(Boolean).join(' ') || '还没填'}
        detail="住在哪里"
        aside="改"
        onTap={() => edit('place', '')}
      />
      <ListRow
        icon="phone"
        title={me.phone ?? '还没填'}
        detail="手机号，愿意才填"
        aside="改"
        onTap={() => edit('phone', '')}
      />
      {command.error && editing === null && <ErrorNote message={command.error.userMessage} />}
      <Sheet
        open={editing === 'alias'}
        title="怎么称呼您"
        onClose={() => setEditing(null)}
        foot={
          <Button
            busy={busy}
            disabledReason={text.trim() === '' ? '称呼不能空着。' : undefined}
            onTap={() => void save({ alias: text })}
          >
            保存
          </Button>
        }
      >
        <Field
          label="称呼"
          hint="不用写真名，邻居看到的就是它。"
          max={20}
          value={text}
          onChange={setText}
          error={command.error?.fields?.alias ?? command.error?.userMessage}
        />
      </Sheet>
      <Sheet
        open={editing === 'phone'}
        title="留个手机号"
        onClose={() => setEditing(null)}
        foot={
          <>
            {me.phone && (
              <Button kind="quiet" busy={busy} onTap={() => void save({ phone: '' })}>
                删掉
              </Button>
            )}
            <Button
              busy={busy}
              disabledReason={/^1\d{10}$/.test(text) ? undefined : '手机号是11位数字。'}
              onTap={() => void save({ phone: text })}
            >
              保存
            </Button>
          </>
        }
      >
        <Field
          label="手机号"
          hint="加密存放。谁看过，您都查得到。"
          kind="number"
          max={11}
          value={text}
          onChange={setText}
          error={command.error?.fields?.phone ?? command.error?.userMessage}
        />
      </Sheet>
      <PlaceSheet open={editing === 'place'} onClose={() => setEditing(null)} onChosen={move} />
      {consent.sheet}
    </Card>
  )
}
