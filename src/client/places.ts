import { type Community, list } from '@/capabilities/places/contract'
import { call } from './call'
import { type Loaded, useLoaded } from './useLoaded'

const none: readonly Community[] = []

/** The town's communities with their buildings, to choose from by hand; kept on the device after the first answer. */
export function useCommunities(): Pick<Loaded<unknown>, 'error' | 'loading' | 'refetch'> & {
  communities: readonly Community[]
} {
  const { data, error, loading, refetch } = useLoaded('places.list', () => call(list, {}))
  return { communities: data?.communities ?? none, error, loading, refetch }
}
