import type * as z from 'zod/mini'
import type { Role } from './actor'

/** Who may try an action at all; the policy then decides on the object. `guest` = not signed in. */
export type Who = 'guest' | 'signedIn' | readonly Role[]

/**
 * The contract of one action: its name, strict input and output schemas, and what `npm run describe` prints.
 * The server registers a handler for it, the client calls it; both take their types from here.
 */
export interface Action<Input extends z.ZodMiniType = z.ZodMiniType, Output extends z.ZodMiniType = z.ZodMiniType> {
  /** `<capability>.<verb>`, the verb as in STYLE §14. */
  readonly name: string
  /** A `write` is idempotent by `clientId`; a `read` changes nothing. */
  readonly kind: 'read' | 'write'
  readonly summary: string
  readonly who: Who
  readonly input: Input
  readonly output: Output
  /** Workflow states this action leaves from and may lead to, where it moves a case. */
  readonly from?: readonly string[]
  readonly to?: readonly string[]
}

// biome-ignore lint/suspicious/noExplicitAny: the erased form of a contract, for registries only
export type AnyAction = Action<any, any>
export type InputOf<A extends AnyAction> = z.output<A['input']>
export type OutputOf<A extends AnyAction> = z.output<A['output']>

/** Declares an action; exists so that the schemas' types are inferred, not written twice. */
export const action = <Input extends z.ZodMiniType, Output extends z.ZodMiniType>(
  contract: Action<Input, Output>,
): Action<Input, Output> => contract
