import { makeDoorCode, parseDoorCode } from '@/kernel/doorCode'
import { AppError, notFound, wrongState } from '@/kernel/errors'
import { type Handler, handle, type Registration } from '@/kernel/handler'
import { permit, signedIn } from '@/kernel/policy'
import type { Store } from '@/kernel/store'
import { codeIdFrom, replaceWrites, successorOf } from './codes'
import * as contract from './contract'
import type { CodeDocument, CommunityDocument, TownDocument } from './data'
import { mayManageCodes } from './policy'
import { refusals, scanRefusals, unnamedTown } from './words'

const allCommunities = (store: Store): Promise<CommunityDocument[]> =>
  store.find<CommunityDocument>('communities', { where: {}, limit: 1000 })

const list: Handler<typeof contract.list> = async (_input, call) => {
  const [town, communities] = await Promise.all([
    call.store.get<TownDocument>('towns', 'TOWN'),
    allCommunities(call.store),
  ])
  return {
    town: town?.name ?? unnamedTown,
    ...(town?.campaign && { campaign: { ...town.campaign } }),
    communities: communities
      .sort((a, b) => a.order - b.order || a._id.localeCompare(b._id))
      .map(({ _id, name, property, households, buildings }) => ({
        id: _id,
        name,
        property,
        households,
        buildings: [...buildings],
      })),
  }
}

const cannotScan = (why: keyof typeof scanRefusals): AppError =>
  new AppError('invalid_input', scanRefusals[why], { fields: { code: scanRefusals[why] }, detail: `door code ${why}` })

const scan: Handler<typeof contract.scan> = async (input, call) => {
  const parsed = parseDoorCode(input.code, call.secrets.doorCodeKey)
  if (!parsed.ok) throw cannotScan(parsed.reason)
  // The few communities come along in the same round trip instead of one more for the code's own.
  const [code, communities] = await Promise.all([
    call.store.get<CodeDocument>('codes', parsed.id),
    allCommunities(call.store),
  ])
  const community = communities.find(({ _id }) => _id === code?.communityId)
  if (!code || !community) throw cannotScan('unknown')
  if (code.revokedAt !== null) throw cannotScan('revoked')
  const building = community.buildings.find(({ id }) => id === code.buildingId)
  return {
    kind: code.kind,
    community: { id: community._id, name: community.name },
    ...(building && { building }),
  }
}

const shown = (code: CodeDocument, community: CommunityDocument, key: string) => {
  const building = community.buildings.find(({ id }) => id === code.buildingId)
  return {
    id: code._id,
    code: makeDoorCode(code._id, key),
    kind: code.kind,
    communityId: code.communityId,
    ...(building && { building }),
    issuedAt: code.issuedAt,
    ...(code.revokedAt !== null && { revokedAt: code.revokedAt }),
  }
}

const listCodes: Handler<typeof contract.listCodes> = async ({ communityId }, call) => {
  permit(mayManageCodes(call.actor, communityId))
  const [community, codes] = await Promise.all([
    call.store.get<CommunityDocument>('communities', communityId),
    call.store.find<CodeDocument>('codes', { where: { communityId }, sort: { _id: 1 }, limit: 1000 }),
  ])
  if (!community) throw notFound()
  const place = (code: CodeDocument) => community.buildings.findIndex(({ id }) => id === code.buildingId)
  const ordered = codes.sort((a, b) => place(a) - place(b) || b.issuedAt - a.issuedAt)
  return { items: ordered.map((code) => shown(code, community, call.secrets.doorCodeKey)) }
}

const revokeCode: Handler<typeof contract.revokeCode> = async ({ id, reason }, call) => {
  const [code, communities] = await Promise.all([call.store.get<CodeDocument>('codes', id), allCommunities(call.store)])
  const community = communities.find(({ _id }) => _id === code?.communityId)
  if (!code || !community) throw notFound()
  permit(mayManageCodes(call.actor, code.communityId))
  if (code.revokedAt !== null) throw wrongState(refusals.alreadyRevoked)
  const replacement = {
    newId: codeIdFrom(call.randomBytes(8)),
    by: signedIn(call.actor),
    reason,
    now: call.now,
  }
  const successor = successorOf(code, replacement)
  const issued = shown(successor, community, call.secrets.doorCodeKey)
  return call.saveDocuments(replaceWrites(code, successor, replacement), { revoked: code._id, issued })
}

export const registrations: readonly Registration[] = [
  handle(contract.list, list),
  handle(contract.scan, scan),
  handle(contract.listCodes, listCodes),
  handle(contract.revokeCode, revokeCode),
]
