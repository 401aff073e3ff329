import { View } from '@tarojs/components'
import { aria } from './aria'
import { classes } from './classes'
import type { Tone } from './StatusTag'
import './ProgressLine.scss'

export type ProgressLineProps = {
  /** Names of the steps, in order, each at most five characters. */
  steps: readonly string[]
  /** Index of the step it stands at; `steps.length` = all are done. */
  at: number
  /** Who, what, when next: "物业已接单，明天下午5点前来修。" */
  sentence: string
  tone?: Tone
}

/** How far a case is: a line of dots, and above all one plain sentence. */
export function ProgressLine({ steps, at, sentence, tone = 'doing' }: ProgressLineProps) {
  const where = at < steps.length ? `第${at + 1}步，共${steps.length}步，${steps[at]}` : '全部完成'
  return (
    <View className={`wq-progress wq-progress--${tone}`}>
      <View className="wq-progress__sentence">{sentence}</View>
      <View className="wq-progress__line" {...aria({ role: 'img', label: where })}>
        {steps.map((step, index) => (
          <View
            key={step}
            className={classes(
              'wq-progress__step',
              index < at && 'wq-progress__step--past',
              index === at && 'wq-progress__step--now',
            )}
          >
            <View className="wq-progress__bar" />
            <View className="wq-progress__word">{step}</View>
          </View>
        ))}
      </View>
    </View>
  )
}
