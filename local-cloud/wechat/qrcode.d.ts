/** The part of `qrcode` 1.5 used here; the package ships no types. */
declare module 'qrcode' {
  const QRCode: {
    toBuffer(
      text: string,
      options: { errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H'; margin: number; scale: number },
    ): Promise<Buffer>
  }
  export default QRCode
}
