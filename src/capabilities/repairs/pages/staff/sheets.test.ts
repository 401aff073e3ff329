import * as z from 'zod/mini'
import { repairContracts } from '../../contract'
import { inputOf, missing, type SheetSpec, type SheetValues, sheets, startOf } from './sheets'

const named = Object.entries(sheets) as [keyof typeof sheets, SheetSpec][]

/** A person who taps the first thing offered everywhere. */
const tapped = (spec: SheetSpec): SheetValues => ({
  ...startOf(spec, 'PM'),
  ...Object.fromEntries(
    spec.fields.flatMap((field) => {
      if (field.kind === 'text' && field.phrases) return [[field.name, field.phrases[0] ?? '']]
      if (field.kind === 'choice') return [[field.name, field.options[0]?.value ?? '']]
      if (field.kind === 'merge') return [[field.name, 'other']]
      return []
    }),
  ),
})

test.each(named)('%s: its sheet fills exactly what the contract asks for, without typing', (name, spec) => {
  const values = tapped(spec)
  expect(missing(spec, values)).toBeUndefined()
  const versioned = name === 'reveal' ? { id: 'a' } : { id: 'a', v: 1 }
  const parsed = z.safeParse(repairContracts[name].input, { ...versioned, ...inputOf(values) })
  expect(parsed.error?.issues ?? []).toEqual([])
})

test.each(named)('%s: what its sheet calls complete is what the contract accepts', (name, spec) => {
  const versioned = name === 'reveal' ? { id: 'a' } : { id: 'a', v: 1 }
  for (const field of spec.fields) {
    const without = { ...tapped(spec), [field.name]: field.kind === 'days' ? field.start : '' }
    const accepted = z.safeParse(repairContracts[name].input, { ...versioned, ...inputOf(without) }).success
    expect({ field: field.name, accepted: missing(spec, without) === undefined }).toEqual({
      field: field.name,
      accepted,
    })
  }
})

test('dispatch and 督办 are ready to confirm as they open', () => {
  for (const name of ['dispatch', 'supervise'] as const) {
    const spec = sheets[name] as SheetSpec
    expect(missing(spec, startOf(spec, 'PM'))).toBeUndefined()
  }
})
