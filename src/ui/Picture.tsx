import { Image, type ImageProps } from '@tarojs/components'

export type PictureProps = { src: string; alt: string; mode?: NonNullable<ImageProps['mode']>; className?: string }

/** An image with words for who cannot see it, heard on both platforms. */
export function Picture({ src, alt, mode = 'aspectFill', className = '' }: PictureProps) {
  const words = process.env.TARO_ENV === 'h5' ? { nativeProps: { alt } } : { ariaLabel: alt }
  return <Image className={className} src={src} mode={mode} lazyLoad {...words} />
}
