import { View } from '@tarojs/components'
import { aria } from './aria'
import { Icon } from './Icon'
import { Picture } from './Picture'
import { Tap } from './Tap'
import './PhotoPicker.scss'

export type PickedPhoto = {
  key: string
  url: string
  state?: 'ready' | 'sending' | 'failed'
  /** 0–1 while sending. */
  progress?: number
}

export type PhotoPickerProps = {
  photos: readonly PickedPhoto[]
  max?: number
  label?: string
  hint?: string
  error?: string | undefined
  onAdd: () => void
  onRemove: (key: string) => void
  onRetry?: (key: string) => void
  onOpen?: (key: string) => void
}

const stateWords = { ready: '', sending: '上传中', failed: '没传上' }

/** Thumbnails with their upload state; adding never blocks typing. */
export function PhotoPicker(props: PhotoPickerProps) {
  const { photos, max = 3, label = '照片', hint, error, onAdd, onRemove, onRetry, onOpen } = props
  return (
    <View className="wq-photos">
      <View className="wq-field__label">
        {label}
        <View className="wq-field__optional">
          {photos.length}/{max}
        </View>
      </View>
      {hint && <View className="wq-field__hint">{hint}</View>}
      <View className="wq-photos__list">
        {photos.map(({ key, url, state = 'ready', progress = 0 }, index) => (
          <View key={key} className="wq-photos__one">
            <Tap
              className="wq-photos__open"
              label={`第${index + 1}张照片${stateWords[state]}`}
              onTap={() => onOpen?.(key)}
            >
              <Picture className="wq-photos__image" src={url} alt={`第${index + 1}张照片`} />
            </Tap>
            {state === 'sending' && (
              <View className="wq-photos__veil" {...aria({ hidden: true })}>
                <View className="wq-photos__done" style={{ width: `${Math.round(progress * 100)}%` }} />
              </View>
            )}
            {state === 'failed' && (
              <Tap className="wq-photos__again" label="重新上传" onTap={() => onRetry?.(key)}>
                <Icon name="redo" size="s" />
                重传
              </Tap>
            )}
            <Tap className="wq-photos__remove" label={`删掉第${index + 1}张照片`} onTap={() => onRemove(key)}>
              <View className="wq-photos__cross">
                <Icon name="close" size="s" />
              </View>
            </Tap>
          </View>
        ))}
        {photos.length < max && (
          <Tap className="wq-photos__add" label="拍照或选照片" onTap={onAdd}>
            <Icon name="camera" size="l" />
            <View>拍照</View>
          </Tap>
        )}
      </View>
      {error && (
        <View className="wq-field__error" {...aria({ role: 'alert' })}>
          <Icon name="warn" size="s" />
          {error}
        </View>
      )}
    </View>
  )
}
