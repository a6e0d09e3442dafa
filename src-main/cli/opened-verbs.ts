import { COMMON_OPTIONS, type Verb, type VerbRow } from './verb'

/** All that the help of a verb tells. */
export type OpenedVerb = Pick<VerbRow, 'name' | 'summary'> & Omit<Verb, 'run'>

/** Every verb with all options that it takes. */
export function openVerbs(rows: readonly VerbRow[]): Promise<readonly OpenedVerb[]> {
  return Promise.all(
    rows.map(async ({ name, summary, open }) => {
      const { usage, options, notes } = await open()
      return { name, summary, usage, options: [...options, ...COMMON_OPTIONS], notes }
    }),
  )
}
