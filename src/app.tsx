import { useLaunch } from '@tarojs/taro'
import type { PropsWithChildren, ReactNode } from 'react'
import { startSending } from '@/client/sending'
import { useSession } from '@/client/session'
import { cloud } from '@/platform/cloud'
import { LookProvider } from '@/ui/look'
import './app.scss'

/** A release build drops this branch, and with it everything it requires. */
function localBar(): ReactNode {
  if (process.env.WUQUAN_LOCAL === '1') {
    const { LocalBar }: typeof import('@/client/LocalBar') = require('@/client/LocalBar')
    return <LocalBar />
  }
  return null
}

const bar = localBar()

export default function App({ children }: PropsWithChildren) {
  const elder = useSession((session) => session.elder)
  useLaunch(() => {
    cloud.start()
    void useSession.getState().load()
    startSending()
  })
  return (
    <LookProvider elder={elder} bar={bar}>
      {children}
    </LookProvider>
  )
}
