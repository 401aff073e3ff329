import { encode } from 'jpeg-js'

/** A small real JPEG, base64. */
export const smallPhoto = (shade = 120): string => {
  const [width, height] = [64, 48]
  const data = Buffer.alloc(width * height * 4, shade)
  return encode({ data, width, height }, 80).data.toString('base64')
}
