import type { Identity } from '../identity/personas'
import type { FunctionSpec } from '../manifest'

/** What every instance of this local cloud shares. `secretId` and `secretKey` are dummies, random at each start. */
export interface CloudCoordinates {
  envId: string
  appId: string
  secretId: string
  secretKey: string
  /** The SDK's endpoint, e.g. `http://127.0.0.1:9700/admin`, without a query; known once the server listens. */
  adminUrl: () => string
}

/** What sets a call off: an HTTP client with a persona, another function, a timer, or a push of WeChat. */
export type Trigger = 'client' | 'function' | 'timer' | 'push'

const REGION = 'ap-shanghai'
const WX_KEYS = 'WX_OPENID,WX_APPID,WX_UNIONID,WX_API_TOKEN'
const TCB_KEYS =
  'TCB_ENV,TCB_SEQID,TCB_TRACELOG,TCB_SESSIONTOKEN,TCB_SOURCE,TCB_SOURCE_IP,TCB_UUID,TCB_CUSTOM_USER_ID,TCB_ISANONYMOUS_USER,TCB_ROUTE_KEY,TCB_HTTP_CONTEXT'
const SOURCES: Record<Trigger, string | undefined> = {
  client: 'wx_client',
  function: 'wx_client,scf',
  timer: undefined,
  push: undefined,
}

/** The environment an instance is born with. Nothing of the host's environment passes but PATH. */
export function instanceEnvironment(spec: FunctionSpec, cloud: CloudCoordinates): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    TZ: 'Asia/Shanghai',
    NODE_ENV: 'production',
    LOCAL_CLOUD: '1',
    ...spec.environment,
    TENCENTCLOUD: 'true',
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: REGION,
    TENCENTCLOUD_APPID: cloud.appId,
    TENCENTCLOUD_SECRETID: cloud.secretId,
    TENCENTCLOUD_SECRETKEY: cloud.secretKey,
    SCF_NAMESPACE: cloud.envId,
    SCF_FUNCTIONNAME: spec.name,
    TCB_ENV: cloud.envId,
    TCB_CONTEXT_KEYS: TCB_KEYS,
    WX_CONTEXT_KEYS: WX_KEYS,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: cloud.adminUrl() }),
  }
}

/**
 * The environment of one call: who called, and an endpoint that carries the call's token, so that the gateway knows
 * whose request it serves. A guest has no WX_OPENID, and a timer has TRIGGER_SRC instead (vendor documentation).
 */
export function callEnvironment(
  cloud: CloudCoordinates,
  call: { token: string; requestId: string; identity: Identity; trigger: Trigger },
): Record<string, string> {
  const { token, requestId, identity, trigger } = call
  const source = SOURCES[trigger]
  return {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${cloud.adminUrl()}/${token}` }),
    TCB_SEQID: requestId,
    TCB_SOURCE_IP: '127.0.0.1',
    WX_CLIENTIP: '127.0.0.1',
    ...(source === undefined ? {} : { TCB_SOURCE: source }),
    ...(trigger === 'timer' ? { TRIGGER_SRC: 'timer' } : {}),
    ...(identity.uid === undefined ? {} : webUser(identity.uid, identity.customUserId)),
    ...(identity.openid === undefined
      ? {}
      : { WX_OPENID: identity.openid, WX_APPID: cloud.appId, LOGINTYPE: 'WECHAT' }),
  }
}

function webUser(uid: string, customUserId: string | undefined): Record<string, string> {
  const anonymous = customUserId === undefined
  return {
    TCB_UUID: uid,
    TCB_ISANONYMOUS_USER: String(anonymous),
    LOGINTYPE: anonymous ? 'ANONYMOUS' : 'CUSTOM',
    ...(anonymous ? {} : { TCB_CUSTOM_USER_ID: customUserId }),
  }
}

/** The second argument of `main`. `environment` is the platform's newer form: all of it as one JSON string. */
export function callContext(
  spec: FunctionSpec,
  cloud: CloudCoordinates,
  requestId: string,
  environment: Record<string, string>,
): Record<string, unknown> {
  return {
    callbackWaitsForEmptyEventLoop: true,
    memory_limit_in_mb: spec.memoryMB,
    time_limit_in_ms: spec.timeoutSeconds * 1000,
    request_id: requestId,
    function_name: spec.name,
    function_version: '$LATEST',
    namespace: cloud.envId,
    tencentcloud_appid: cloud.appId,
    tencentcloud_region: REGION,
    environment: JSON.stringify({ ...instanceEnvironment(spec, cloud), ...environment }),
  }
}
