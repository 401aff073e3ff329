/** WeChat reads `aria-label` where it is written. */
export const useInnerLabel = (_label: string): undefined => undefined
