/**
 * An error the cloud answers with: it crosses the wire as `{ code, message }` and the SDK throws it as it is.
 * `code` is the vendor's (`DATABASE_REQUEST_FAILED`, …) where the vendor has one; what only the local cloud
 * refuses starts with `LOCAL_CLOUD_`, so nobody looks for it in the vendor's list.
 */
export class CloudError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
    this.name = 'CloudError'
  }
}
