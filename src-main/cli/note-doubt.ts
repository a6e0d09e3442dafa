import { doubtSentence } from '#shared/records/doubt-sentence'
import type { Library } from '../library/library'
import type { Output } from './verb'

/** Says so where a run is not believed. */
export async function noteDoubt(library: Library, id: string, { note }: Output): Promise<void> {
  const doubt = (await library.summary(id))?.doubt ?? null
  if (doubt !== null) note(`Run ${id} is not believed: ${doubtSentence(doubt, 'en')}`)
}
