import { open, openTab, routes } from '@/client/routes'
import { BigTile } from '@/ui/BigTile'
import { Tiles } from '@/ui/Tiles'

/** The first things to do here, each a large button. A capability that is built adds its own. */
export function MainDoors({ underWay }: { underWay?: number | undefined }) {
  return (
    <Tiles>
      <BigTile kind="main" icon="repair" title="我要报修" hint="拍张照就行" onTap={() => open(routes.report)} />
      <BigTile
        icon="progress"
        title="看进度"
        hint={underWay ? `${underWay}件在办` : '报过的事都在这'}
        onTap={() => openTab('progress')}
      />
    </Tiles>
  )
}
