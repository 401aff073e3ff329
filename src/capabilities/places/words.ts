/** Shown until the town has been named. */
export const unnamedTown = '本镇'

/** Why a scanned code does not open a door. Each says what to do next: the community can always be chosen by hand. */
export const scanRefusals = {
  malformed: '这张码没扫全或不是小区的码。请再扫一次，或手动选择小区。',
  forged: '这张码不是本镇发的，请勿使用。请手动选择小区，并告诉网格员。',
  unknown: '这张码还没有登记。请手动选择小区，或告诉网格员。',
  revoked: '这张码已停用，请手动选择小区，或告诉网格员换一张。',
} as const

export const refusals = {
  codes: '小区的码由网格员、村干部和镇管理员管理。',
  alreadyRevoked: '这张码已经停用了，请刷新看看新的码。',
} as const
