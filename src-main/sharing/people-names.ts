import { farthestStamp } from '../base/hybrid-clock'
import { Ledger } from './core/ledger'
import { StateFiles } from './state-files'

/** What the devices of the team call themselves, as far as this library has heard. */
export async function peopleNames(
  libraryDirectory: string,
  now: number,
): Promise<ReadonlyMap<string, string>> {
  const ledger = new Ledger()
  for (const { item, own } of await new StateFiles(libraryDirectory).readJournal())
    if (item.kind === 'person') ledger.add(item, { own })
  const farthest = farthestStamp(now)
  return new Map(
    [...ledger.people].map((device) => [device, ledger.person(device, farthest)?.body.name ?? '']),
  )
}
