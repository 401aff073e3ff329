import { open, routes } from '@/client/routes'
import { Button } from '@/ui/Button'
import { Sheet } from '@/ui/Sheet'
import type { RepairCommandName } from '../../contract'
import { commandWords } from '../../words'
import { sheets } from './sheets'

export type MoreSheetProps = {
  commands: readonly RepairCommandName[]
  /** The reader reported or follows this case too. */
  mine: boolean
  id: string
  onClose: () => void
  onChoose: (name: RepairCommandName) => void
}

/** What else may be done with the case. */
export function MoreSheet({ commands, mine, id, onClose, onChoose }: MoreSheetProps) {
  return (
    <Sheet open title="还可以" onClose={onClose}>
      {commands.map((name) => (
        <Button key={name} kind={sheets[name]?.danger ? 'danger' : 'quiet'} onTap={() => onChoose(name)}>
          {commandWords[name]}
        </Button>
      ))}
      {mine && (
        <Button kind="quiet" icon="person" onTap={() => open(routes.repair(id))}>
          用报修人的身份看
        </Button>
      )}
    </Sheet>
  )
}
