/** Joins class names, leaving out what is false or missing. */
export const classes = (...names: (string | false | undefined | null)[]): string => names.filter(Boolean).join(' ')
