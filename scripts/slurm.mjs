import { installPackages, isCommand, isDebian } from './system-packages.mjs'

const programs = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scancel']

/**
 * Why the tests with a real Slurm cannot run here; undefined where they can. Root on Debian or Ubuntu gets it installed.
 * @returns {Promise<string | undefined>}
 */
export async function slurmFault() {
  if (process.platform !== 'linux') return 'Slurm needs Linux.'
  if (process.getuid?.() !== 0) return 'Only root can start one.'
  if (programs.every(isCommand)) return undefined
  if (!isDebian()) return 'Slurm is not installed (Debian calls it slurm-wlm).'
  try {
    await installPackages(['slurm-wlm'])
  } catch {
    return 'slurm-wlm could not be installed.'
  }
  return programs.every(isCommand) ? undefined : 'slurm-wlm was installed, but is not whole.'
}
