/** Options of sbatch that people of a cluster know by their names, and that the lab passes on as they are. */
export const SLURM_SETTINGS = ['partition', 'time', 'mem', 'account'] as const
export type SlurmSetting = (typeof SLURM_SETTINGS)[number]
