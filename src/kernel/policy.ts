import { type Actor, holds, holdsAnywhere, type Place, type Role } from './actor'
import { AppError, forbidden, notFound } from './errors'

/** A policy's answer. A refusal always carries its reason in Chinese, or hides the object altogether. */
export type Verdict =
  | { readonly allow: true }
  | { readonly allow: false; readonly hide?: boolean; readonly reason: string }

export const allow: Verdict = { allow: true }
export const refuse = (reason: string): Verdict => ({ allow: false, reason })
/** Answers as if the object did not exist. */
export const hide: Verdict = { allow: false, hide: true, reason: '没有找到' }

/** Throws the refusal as the error the caller gets; returns silently when allowed. */
export function permit(verdict: Verdict): void {
  if (verdict.allow) return
  throw verdict.hide ? notFound() : forbidden(verdict.reason)
}

/** Throws unless someone is signed in. */
export function signedIn(actor: Actor): string {
  if (actor.personId === null) throw new AppError('not_signed_in', '请先登录，再来办这件事。')
  return actor.personId
}

/**
 * Allows an actor holding one of the roles over the place. The refusal tells an ended grant from a missing one
 * and from one for another place, so that people know whom to ask.
 */
export function needsRole(actor: Actor, wanted: readonly Role[], place: Place, otherwise: string): Verdict {
  if (holds(actor, wanted, place)) return allow
  if (actor.lapsedRoles.some((role) => wanted.includes(role))) return refuse('您的授权已到期，请联系镇管理员续期。')
  if (holdsAnywhere(actor, wanted)) return refuse('这不在您负责的范围内。')
  return refuse(otherwise)
}
