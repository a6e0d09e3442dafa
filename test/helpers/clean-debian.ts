import { type ChildProcess, spawn } from 'node:child_process'
import { copyFile, mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { run } from './run-to-end'

/** What no test looks at, and a package is not about. */
const LEFT_OUT = ['doc', 'locale', 'man'].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`)

/**
 * Enters a folder as if it were the root of the computer. With pivot_root it is that, and a process in it may make user namespaces; in
 * a chroot it may not, as where a system forbids them.
 */
const ENTER = {
  pivot: `
    mount --bind "$0" "$0"; mount -t proc proc "$0/proc"; mount --rbind /dev "$0/dev"
    cd "$0"; mkdir -p .before; pivot_root . .before; umount -l /.before; exec "$@"`,
  chroot: 'mount -t proc proc "$0/proc"; mount --rbind /dev "$0/dev"; exec chroot "$0" "$@"',
} as const

/** An ordinary user of it. */
export const STUDENT = { id: 1000, home: '/home/student' }

export interface Entered {
  readonly by?: keyof typeof ENTER
  /** Root where nobody else is named. */
  readonly user?: number
  readonly environment?: Readonly<Record<string, string>>
}

/** A Debian with nothing in it but what every one has. */
export interface CleanDebian {
  readonly path: (inside: string) => string
  /** Starts a program in it, which becomes the process that is returned. */
  readonly start: (words: readonly string[], how?: Entered) => ChildProcess
  /** Runs a program in it to its end. */
  readonly run: (words: readonly string[], how?: Entered) => ReturnType<typeof run>
  /** Installs a package that lies outside of it, with what it depends on. */
  readonly install: (file: string) => ReturnType<typeof run>
}

/** Makes one in a folder. */
export async function makeCleanDebian(folder: string): Promise<CleanDebian> {
  const root = join(folder, 'debian')
  const quick = [
    '--dpkgopt=force-unsafe-io',
    '--aptopt=Acquire::Languages "none"',
    '--skip=cleanup/apt/lists',
  ]
  const made = await run(
    spawn('mmdebstrap', ['--quiet', '--variant=minbase', ...quick, ...LEFT_OUT, 'bookworm', root]),
  )
  if (made.code !== 0) throw new Error(`No Debian could be made: ${made.notes}`)
  await copyFile('/etc/resolv.conf', join(root, 'etc/resolv.conf'))

  function start(
    words: readonly string[],
    { by = 'pivot', user = 0, environment = {} }: Entered = {},
  ): ChildProcess {
    const switched = ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups']
    const settings = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
    const plain = [
      'env',
      '-i',
      'PATH=/usr/sbin:/usr/bin:/sbin:/bin',
      'DEBIAN_FRONTEND=noninteractive',
      ...settings,
    ]
    const outside = ['--mount', '--propagation', 'private', 'sh', '-ec', ENTER[by], root]
    return spawn('unshare', [...outside, ...switched, ...plain, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  const runIn: CleanDebian['run'] = (words, how) => run(start(words, how))
  await runIn([
    'useradd',
    '--create-home',
    '--home-dir',
    STUDENT.home,
    '--uid',
    String(STUDENT.id),
    'student',
  ])
  return {
    path: (inside) => join(root, inside),
    start,
    run: runIn,
    async install(file) {
      const inside = `/var/tmp/${basename(file)}`
      await mkdir(join(root, 'var/tmp'), { recursive: true })
      await copyFile(file, join(root, inside))
      return runIn(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', inside])
    },
  }
}
