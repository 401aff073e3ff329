import { CloudError } from '../errors'

/**
 * Checks a cloud path and returns it. The vendor's rules: not empty, no leading slash, no empty segment, at most 850
 * bytes encoded, no control characters. Refused here besides, so that one path never means two files: `.`, `..` and
 * backslashes; `?`, `#` and `%`, because the SDK runs temporary addresses through `encodeURI`, which loses them.
 * Throws CloudError `STORAGE_PATH_INVALID`.
 */
export function checkCloudPath(path: unknown): string {
  const refuse = (why: string): never => {
    throw new CloudError('STORAGE_PATH_INVALID', `the cloud path ${JSON.stringify(path)} ${why}`)
  }
  if (typeof path !== 'string' || path === '') return refuse('is empty')
  if (path.startsWith('/')) refuse('starts with a slash')
  if (Buffer.byteLength(encodeURIComponent(path)) > 850) refuse('is longer than 850 bytes encoded')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused
  if (/[\u0000-\u001f\u007f\\?#%]/.test(path))
    refuse('has a character that is not supported: \\ ? # % or a control character')
  if (path.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')) {
    refuse('has an empty, "." or ".." segment')
  }
  return path
}

/** The bucket's name, as it stands in file ids. */
export function bucketOf(envId: string, appId: string): string {
  return `${envId}-${appId}`
}

/** `cloud://{env}.{bucket}/{path}` for a checked path. */
export function fileIdOf(envId: string, bucket: string, path: string): string {
  return `cloud://${envId}.${bucket}/${path}`
}

/** The path inside a file id of this environment; undefined for any other string. */
export function pathOfFileId(fileId: unknown, envId: string, bucket: string): string | undefined {
  const prefix = `cloud://${envId}.${bucket}/`
  if (typeof fileId !== 'string' || !fileId.startsWith(prefix)) return undefined
  try {
    return checkCloudPath(fileId.slice(prefix.length))
  } catch (error) {
    if (error instanceof CloudError) return undefined
    throw error
  }
}
