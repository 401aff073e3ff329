import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { consent, type Me, privacyVersion, update } from '@/capabilities/people/contract'
import { privacyWords } from '@/capabilities/people/privacyWords'
import { privacy } from '@/platform/privacy'
import { Button } from '@/ui/Button'
import { ErrorNote } from '@/ui/ErrorNote'
import { Sheet } from '@/ui/Sheet'
import { PrivacyWords } from './PrivacyWords'
import { useSession } from './session'
import { useCommand } from './useCommand'

export interface Consent {
  /** Does `work` at once for who has agreed to the privacy words in force, else asks first. */
  before: (work: () => void) => void
  /** Put it anywhere on the page. */
  sheet: ReactNode
}

/** Before the first answer of the server nobody can know; the server then asks by refusing. */
const hasAgreed = (me: Me | null): boolean => me === null || !me.personId || me.consentVersion === privacyVersion

/** Asks for consent at the first write, never earlier; refusing leaves everything readable. */
export function useConsent(): Consent {
  const [work, setWork] = useState<(() => void) | null>(null)
  const command = useCommand()

  const settle = async () => {
    if (!(await privacy.require())) return setWork(null)
    if (!(await command.run(consent, { version: privacyVersion }))) return
    const { me, scanned, load, setMe } = useSession.getState()
    // The first place somebody stood at is where they live, until they say otherwise.
    const home = scanned && !me?.community ? scanned : null
    const updated =
      home &&
      (await command.run(update, {
        communityId: home.community.id,
        ...(home.building && { buildingId: home.building.id }),
      }))
    if (updated) setMe(updated)
    else await load()
    setWork(null)
    work?.()
  }

  return {
    before: (wanted) => (hasAgreed(useSession.getState().me) ? wanted() : setWork(() => wanted)),
    sheet: (
      <Sheet
        open={work !== null}
        title={privacyWords.title}
        onClose={() => setWork(null)}
        foot={
          <>
            <Button kind="quiet" onTap={() => setWork(null)}>
              不同意
            </Button>
            <Button busy={command.busy !== null} onTap={() => void settle()}>
              同意
            </Button>
          </>
        }
      >
        <PrivacyWords />
        {command.error && <ErrorNote message={command.error.userMessage} />}
        <View>{privacyWords.refusing}</View>
      </Sheet>
    ),
  }
}
