import { View } from '@tarojs/components'
import { useState } from 'react'
import { subscribed, templates } from '@/capabilities/notifications/contract'
import { subscribe } from '@/platform/subscribe'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorNote } from '@/ui/ErrorNote'
import { Notice } from '@/ui/Notice'
import { asAppError, call } from './call'
import { useLoaded } from './useLoaded'

/** The most the platform asks for at once. */
const most = 3

type State = { is: 'open' | 'asking' | 'accepted' | 'declined' } | { is: 'failed'; message: string }

/** "Shall we tell you?": the platform's own question, asked only after something was submitted and only from a tap. */
export function SubscribeAsk() {
  const known = useLoaded('notifications.templates', () => call(templates, {}))
  const [state, setState] = useState<State>({ is: 'open' })
  const offered = known.data?.items.slice(0, most) ?? []

  const ask = async () => {
    setState({ is: 'asking' })
    try {
      const answers = await subscribe.ask(offered.map(({ templateId }) => templateId))
      const accepted = offered.filter(({ templateId }) => answers[templateId] === 'accept').map(({ key }) => key)
      if (accepted.length > 0) await call(subscribed, { accepted })
      setState({ is: accepted.length > 0 ? 'accepted' : 'declined' })
    } catch (error) {
      setState({ is: 'failed', message: asAppError(error).userMessage })
    }
  }

  if (offered.length === 0) return null
  if (state.is === 'accepted') return <Notice tone="done">好，有进展就发微信告诉您。</Notice>
  if (state.is === 'declined') return <Notice>没开提醒，“进度”里随时能看。</Notice>
  return (
    <Card title="有进展要提醒您吗？">
      {state.is === 'failed' && <ErrorNote message={state.message} />}
      <View>有人接单、修好了，发微信告诉您。</View>
      <Button kind="quiet" icon="bell" busy={state.is === 'asking'} onTap={() => void ask()}>
        好，提醒我
      </Button>
    </Card>
  )
}
