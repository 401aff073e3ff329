import QRCode from 'qrcode'

/** A real QR code that any phone reads, as base64 of a PNG. */
export async function qrImage(text: string): Promise<string> {
  const image = await QRCode.toBuffer(text, { errorCorrectionLevel: 'M', margin: 2, scale: 6 })
  return image.toString('base64')
}
