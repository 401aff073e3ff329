/** The core of `qrcode` 1.5, which draws nothing and so runs on WeChat; the package ships no types. */
declare module 'qrcode/lib/core/qrcode' {
  export function create(
    segments: { data: Uint8Array; mode: 'byte' }[],
    options: { errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' },
  ): { modules: { size: number; data: ArrayLike<number> } }
}
