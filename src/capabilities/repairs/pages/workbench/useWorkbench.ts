import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { useMemo, useState } from 'react'
import { call } from '@/client/call'
import { useDraft } from '@/client/useDraft'
import { useLoaded } from '@/client/useLoaded'
import { usePaged } from '@/client/usePaged'
import { counts, type WorklistFilter, worklist, worklistFilters } from '../../contract'

interface View {
  filter: WorklistFilter
  /** Empty = everything in one's scope. */
  communityId: string
}

const isFilter = (word: string | undefined): word is WorklistFilter =>
  (worklistFilters as readonly (string | undefined)[]).includes(word)

/**
 * The worklist as this person left it: filter and community are kept on the device, so that a way back, a restart and a
 * link (`?filter=late&community=BLHY`) all lead to the same list.
 */
export function useWorkbench(ready: boolean) {
  const { params } = useRouter()
  const start = useMemo<View>(() => ({ filter: 'all', communityId: '' }), [])
  const [kept, patch] = useDraft<View>('workbench', start)
  const [linked, setLinked] = useState<Partial<View>>(() => ({
    ...(isFilter(params.filter) && { filter: params.filter }),
    ...(params.community && { communityId: params.community }),
  }))
  const { filter, communityId } = { ...kept, ...linked }

  const key = ready ? `${filter}.${communityId}` : null
  const community = communityId === '' ? {} : { communityId }
  const numbers = useLoaded(key && `repairs.counts.${communityId}`, () => call(counts, community))
  const list = usePaged(key && `repairs.worklist.${key}`, (cursor) => call(worklist, { filter, ...community, cursor }))
  const refetch = async () => {
    await Promise.all([numbers.refetch(), list.refetch()])
  }
  usePullDownRefresh(() => void refetch().finally(() => Taro.stopPullDownRefresh()))

  return {
    filter,
    communityId,
    show(part: Partial<View>) {
      setLinked({})
      patch({ filter, communityId, ...part })
    },
    numbers: numbers.data,
    list,
    refetch,
  }
}
