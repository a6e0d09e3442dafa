import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'

/** The digits in which an executable keeps its fuses. */
const STATES: Readonly<Record<number, string>> = { 48: 'off', 49: 'on' }

/** The fuses of a package, read back from its executable. */
export async function fusesOf(executable: string): Promise<Readonly<Record<string, string | undefined>>> {
  const wire = await getCurrentFuseWire(executable)
  const stateOf = (fuse: FuseV1Options): string | undefined => STATES[wire[fuse] ?? 0]
  return {
    runAsNode: stateOf(FuseV1Options.RunAsNode),
    nodeOptions: stateOf(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: stateOf(FuseV1Options.EnableNodeCliInspectArguments),
    integrity: stateOf(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyAsar: stateOf(FuseV1Options.OnlyLoadAppFromAsar),
    fileProtocol: stateOf(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }
}

/** What they are in the package that people get. */
export const SHIPPED_FUSES = {
  runAsNode: 'off',
  nodeOptions: 'off',
  inspect: 'off',
  integrity: 'on',
  onlyAsar: 'on',
  fileProtocol: 'off',
} as const
