import { useState } from 'react'
import { Button } from '@/ui/Button'
import { Choices } from '@/ui/Choices'
import { categoryOf } from '../../categories'
import { type HandlerOrg, handlerOrgs } from '../../contract'
import { orgWords } from '../../words'

export type HandlerFieldProps = { category: string; value: string; onChange: (value: HandlerOrg) => void }

/** Who fixes it: whoever leads this category first, all others one tap away. */
export function HandlerField({ category, value, onChange }: HandlerFieldProps) {
  const { lead, code } = categoryOf(category)
  // Complaints about the property company never go to it (DOMAIN §1.3).
  const able = handlerOrgs.filter((org) => org !== 'PM' || !code.startsWith('E'))
  const [all, setAll] = useState(() => !lead.some((org) => org === value))
  const offered = all ? [...lead, ...able.filter((org) => !lead.includes(org))] : lead
  return (
    <>
      <Choices
        label="由谁来修"
        value={able.find((org) => org === value) ?? null}
        onChange={onChange}
        options={offered.map((org, index) => ({
          value: org,
          word: orgWords[org],
          ...(index === 0 && { hint: '这一类通常由他们办' }),
        }))}
      />
      {!all && (
        <Button kind="quiet" size="small" onTap={() => setAll(true)}>
          换别的部门
        </Button>
      )}
    </>
  )
}
