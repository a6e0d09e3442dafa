import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { availableParallelism, hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Looks, ten a second, after which a Slurm that does not answer never will. */
const LONGEST_START = 1200

/** A Slurm of one node in a folder of its own: it knows nothing of one that this computer may have, nor that one of it. */
export interface SlurmCluster {
  /** Asks Slurm; its answer, or what it said instead. */
  readonly ask: (...words: readonly string[]) => string
  readonly startController: () => void
  readonly stopController: () => Promise<void>
  /** The node dies with all that it trains. */
  readonly killNode: () => Promise<void>
  /** The computer of the node comes back, and what it trained waits to be trained again. */
  readonly startNode: () => Promise<void>
  readonly end: () => Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** What Slurm reads. Its waits are as short as it allows. */
async function configuration(folder: string): Promise<string> {
  const host = hostname().split('.')[0]
  const place = (name: string): string => join(folder, name)
  return `
    ClusterName=test
    SlurmctldHost=${host}(127.0.0.1)
    SlurmctldPort=${await freePort()}
    SlurmdPort=${await freePort()}
    SlurmUser=root
    SlurmdUser=root
    AuthInfo=socket=${place('munge.socket')},cred_expire=5
    MpiDefault=none
    ProctrackType=proctrack/linuxproc
    TaskPlugin=task/none
    SelectType=select/cons_tres
    SelectTypeParameters=CR_CPU
    JobAcctGatherType=jobacct_gather/none
    AccountingStorageType=accounting_storage/none
    SwitchType=switch/none
    StateSaveLocation=${place('state')}
    SlurmdSpoolDir=${place('spool')}
    SlurmctldPidFile=${place('slurmctld.pid')}
    SlurmdPidFile=${place('slurmd.pid')}
    SlurmdParameters=config_overrides
    ReturnToService=2
    SlurmdTimeout=3
    MessageTimeout=2
    KillWait=5
    BatchStartTimeout=1
    SchedulerParameters=bf_interval=1,sched_interval=1,batch_sched_delay=1
    NodeName=${host} NodeAddr=127.0.0.1 CPUs=${Math.max(2, availableParallelism())} RealMemory=2000
    PartitionName=main Nodes=${host} Default=YES
  `.replaceAll(/^ +/gm, '')
}

function readProcess(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

/** Processes that jobs of this cluster have started, with the steps of Slurm above them. */
function jobProcesses(configurationFile: string): readonly number[] {
  const found = new Set<number>()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const environment = readProcess(pid, 'environ').split('\0')
    if (!environment.includes(`SLURM_CONF=${configurationFile}`)) continue
    if (!environment.some((word) => word.startsWith('SLURM_JOB_ID='))) continue
    const [, parent = '0'] = /^PPid:\s*(\d+)/m.exec(readProcess(pid, 'status')) ?? []
    if (readProcess(parent, 'comm').startsWith('slurmstepd')) found.add(Number(parent))
    found.add(Number(pid))
  }
  return [...found]
}

function hasEnded(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

/** Starts one, as root, where Debian's slurm-wlm is installed; from then on this process and its children ask this one. */
export async function startSlurm(folder: string): Promise<SlurmCluster> {
  const file = join(folder, 'slurm.conf')
  const key = join(folder, 'munge.key')
  writeFileSync(file, await configuration(folder))
  writeFileSync(key, randomBytes(128), { mode: 0o600 })
  for (const name of ['state', 'spool']) mkdirSync(join(folder, name))
  process.env['SLURM_CONF'] = file

  function start(name: string, ...words: readonly string[]): ChildProcess {
    const log = openSync(join(folder, `${name}.log`), 'a')
    return spawn(name, words, { stdio: ['ignore', log, log] })
  }

  const ask = (name = '', ...words: readonly string[]): string => {
    const { stdout, stderr } = spawnSync(name, words, { encoding: 'utf8' })
    return `${stdout}${stderr}`.trim()
  }

  const logs = (): string =>
    ['munged', 'slurmctld', 'slurmd']
      .map((name) => readFileSync(join(folder, `${name}.log`), 'utf8').slice(-2000))
      .join('\n')

  const places = ['socket', 'pid', 'log', 'seed'].map(
    (kind) => `--${kind}-file=${join(folder, `munge.${kind}`)}`,
  )
  const munge = start(
    'munged',
    ...['--foreground', '--force', `--key-file=${key}`, '--num-threads=1'],
    ...places.map((word) => word.replace('--socket-file', '--socket')),
  )
  let controller = start('slurmctld', '-D', '-c')
  let node = start('slurmd', '-D')
  for (let look = 0; ask('sinfo', '--noheader', '--format=%T') !== 'idle'; look += 1) {
    if (look === LONGEST_START) {
      for (const child of [node, controller, munge]) child.kill('SIGKILL')
      throw new Error(`Slurm does not start: ${logs()}`)
    }
    await sleep(100)
  }

  return {
    ask,
    startController: () => {
      controller = start('slurmctld', '-D')
    },
    stopController: async () => {
      controller.kill('SIGTERM')
      await hasEnded(controller)
    },
    killNode: async () => {
      node.kill('SIGKILL')
      for (const pid of jobProcesses(file)) process.kill(pid, 'SIGKILL')
      await hasEnded(node)
    },
    startNode: async () => {
      // -b: as after a start of the computer.
      node = start('slurmd', '-D', '-b')
      // The node tells what it runs when it is asked to register, which takes half a minute by itself.
      while (!/[1-9]/.test(ask('squeue', '--noheader', '--states=all', '--Format=RestartCnt'))) {
        ask('scontrol', 'reconfigure')
        await sleep(1000)
      }
    },
    end: async () => {
      for (const pid of jobProcesses(file)) process.kill(pid, 'SIGKILL')
      for (const child of [node, controller, munge]) {
        child.kill('SIGKILL')
        await hasEnded(child)
      }
    },
  }
}
