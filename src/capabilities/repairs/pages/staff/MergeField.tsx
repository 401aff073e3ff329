import { call } from '@/client/call'
import { useLoaded } from '@/client/useLoaded'
import { Choices } from '@/ui/Choices'
import { ErrorNote } from '@/ui/ErrorNote'
import { Notice } from '@/ui/Notice'
import { Skeleton } from '@/ui/Skeleton'
import { type RepairCard, type RepairDetail, similar, worklist } from '../../contract'
import { statusWords } from '../../words'

/** Most open cases of a community worth offering; the nearest come first. */
const most = 8

/** Open cases this one may be the double of: same building and category first, then the community's by category. */
async function candidates({ id, communityId, buildingId, category }: RepairDetail): Promise<RepairCard[]> {
  const [near, around] = await Promise.all([
    call(similar, { communityId, buildingId, category }),
    call(worklist, { filter: 'all', communityId }),
  ])
  const byKind = [...around.items].sort((a, b) => Number(b.category === category) - Number(a.category === category))
  const known = new Map([...near.items, ...byKind].map((item) => [item.id, item]))
  known.delete(id)
  return [...known.values()].slice(0, most)
}

export type MergeFieldProps = { item: RepairDetail; value: string; onChange: (id: string) => void }

/** Which other case this one goes into. */
export function MergeField({ item, value, onChange }: MergeFieldProps) {
  const { data, error, loading, refetch } = useLoaded(`repairs.doubles.${item.id}`, () => candidates(item))
  if (error && !data) return <ErrorNote message={error.userMessage} retrying={loading} onRetry={() => void refetch()} />
  if (!data) return <Skeleton cards={2} />
  if (data.length === 0) return <Notice>这个小区没有别的在办报修。</Notice>
  return (
    <Choices
      label="并到哪一条"
      value={data.some(({ id }) => id === value) ? value : null}
      onChange={onChange}
      options={data.map(({ id, title, place, number, status }) => ({
        value: id,
        word: `${title} · ${place}`,
        hint: `${statusWords[status].name} · ${number}`,
      }))}
    />
  )
}
