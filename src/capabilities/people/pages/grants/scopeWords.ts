import type { Scope } from '@/kernel/actor'
import { departmentNames, townWide } from '../../words'

/** Where a role reaches, in words. */
export function scopeWord(scope: Scope, communities: readonly { id: string; name: string }[]): string {
  switch (scope.kind) {
    case 'community':
      return communities.find(({ id }) => id === scope.communityId)?.name ?? scope.communityId
    case 'department':
      return departmentNames[scope.department]
    case 'town':
      return townWide
  }
}
