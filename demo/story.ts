import type { Stage } from './stage'

/** Friday of the tenth week, mid-morning. */
export const demoNow = '2025-05-09T10:00:00+08:00'

export async function playStory(stage: Stage): Promise<void> {
  stage.at('2025-03-03 09:00')
}
