/** In WeChat a plain code is scanned from within the mini program, which reads `b=…` as it is. */
export const doorLink = (code: string): string => code
