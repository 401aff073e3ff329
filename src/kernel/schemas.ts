import * as z from 'zod/mini'

// Page code runs where `new Function` does nothing; zod must not try to compile.
z.config({ jitless: true })

/** A document id as `ids.ts` makes it, or a short key such as a community's code. */
export const idSchema = z.string().check(z.regex(/^[0-9A-Za-z_-]{1,40}$/))
/** The version of the document the person saw. */
export const versionSchema = z.int().check(z.minimum(1))
/** Milliseconds since the epoch. */
export const timeSchema = z.int()
/** Text people type: trimmed; `least` to `most` characters. */
export const textSchema = (most: number, least = 0) => z.string().check(z.trim(), z.minLength(least), z.maxLength(most))
/** What `next` of the page before said; opaque. */
export const cursorSchema = z.string().check(z.regex(/^[0-9A-Za-z_:.-]{1,120}$/))
/** Ids of photos uploaded before. */
export const photoIdsSchema = (least = 0, most = 6) => z.array(idSchema).check(z.minLength(least), z.maxLength(most))

/** One page of a list: rows, and the cursor of the next page when there is one. */
export const pageSchema = <Row extends z.ZodMiniType>(row: Row) =>
  z.strictObject({ items: z.array(row), next: z.optional(cursorSchema) })

/** What every command on a case answers: where the case stands now. */
export const caseRefSchema = z.strictObject({ id: idSchema, v: versionSchema, status: z.string() })

/** A photo as those who may see its case see it: temporary addresses, good for about ten minutes. */
export const photoSchema = z.strictObject({
  id: idSchema,
  thumbUrl: z.string(),
  url: z.string(),
  width: z.int(),
  height: z.int(),
})
