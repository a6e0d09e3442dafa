import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** Set where no display is at hand, so that every worker of the window tests opens a virtual one. */
export const hasOwnScreens = process.env['E2E_OWN_SCREENS'] === '1'

/** Opens a virtual screen for this process and what it starts; gives what closes it. Two windows on one screen would share its clipboard and its focus. */
export async function openOwnScreen(flags: readonly string[] = []): Promise<() => void> {
  const server = spawn(
    'Xvfb',
    ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp', ...flags],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`The virtual screen ended with ${code}.`)))
    createInterface(server.stdout).once('line', resolve)
  })
  process.env['DISPLAY'] = `:${number}`
  return () => server.kill()
}
