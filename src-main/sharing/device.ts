import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { hostname, networkInterfaces } from 'node:os'
import { newDevice } from '../base/identifiers'
import type { StateFiles } from './state-files'

/** Tells this computer from others. Hashed with the library's own name and kept beside the library only: it goes nowhere. */
async function machineId(salt: string): Promise<string> {
  const system = await readFile('/etc/machine-id', 'utf8').catch(() => '')
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, mac }) => !internal && mac !== '00:00:00:00:00:00')
    .map(({ mac }) => mac)
    .sort()
  const parts = system.trim() === '' ? [hostname(), ...addresses] : [system.trim()]
  return createHash('sha256')
    .update([salt, ...parts].join('\n'))
    .digest('hex')
}

/**
 * The name under which this computer writes into shared folders.
 *
 * It is the library's own, unless the library was copied from another computer: two that write under one name would each take the
 * other's files for their own.
 */
export async function shareDevice(files: StateFiles, own: string, random: () => number): Promise<string> {
  const machine = await machineId(own)
  const known = await files.readDevice()
  if (known?.machine === machine) return known.device
  // Where the name was damaged nobody knows whether it was the library's own; a new one is nobody else's.
  const isLost = (await files.damaged()).some(({ name }) => name === 'device.json')
  const device = known === null && !isLost ? own : newDevice(random)
  await files.writeDevice(device, machine)
  return device
}
