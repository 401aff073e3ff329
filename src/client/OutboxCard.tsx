import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ListRow } from '@/ui/ListRow'
import { StatusTag } from '@/ui/StatusTag'
import { useOutbox } from './sending'

/** What this person submitted that has not arrived: waiting for the network, or refused later with its reason. */
export function OutboxCard() {
  const { entries, flush, retry, discard } = useOutbox()
  if (entries.length === 0) return null
  return (
    <Card title="还没发出去">
      {entries.map(({ id, title, state, userMessage }) =>
        state === 'waiting' ? (
          <ListRow
            key={id}
            icon="send"
            title={title}
            detail="帮您存好了，有网就发。"
            aside={<StatusTag tone="wait" word="待发送" />}
            action={
              <Button kind="quiet" size="small" onTap={() => void flush()}>
                现在发
              </Button>
            }
          />
        ) : (
          <ListRow
            key={id}
            icon="warn"
            title={title}
            detail={userMessage}
            aside={<StatusTag tone="late" word="没收下" />}
            action={
              <>
                <Button kind="quiet" size="small" onTap={() => discard(id)}>
                  不要了
                </Button>
                <Button size="small" onTap={() => void retry(id)}>
                  再试一次
                </Button>
              </>
            }
          />
        ),
      )}
    </Card>
  )
}
