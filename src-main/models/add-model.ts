import type { Library } from '../library/library'
import type { modelRecord } from './model-record'

/** Takes the run that a model has become into the library; one that is there stays as it is. */
export async function addModel(
  library: Library,
  { record, weights }: ReturnType<typeof modelRecord>,
  title: string,
): Promise<'added' | 'known' | 'conflict'> {
  const outcome = await library.addForeign(record, 'imported')
  await library.addWeights(record.id, weights)
  if (outcome === 'added') await library.annotate([record.id], { title })
  return outcome
}
