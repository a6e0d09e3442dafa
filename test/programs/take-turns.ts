import { readFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withProcessLock } from '../../src-main/base/process-lock'
import { systemEnvironment } from '../../src-main/base/system-environment'

// Counts in a file, one process at a time, and tells where it met another inside. One that is to die does so inside.
const [directory = '', count = '10', death = ''] = process.argv.slice(2)
const options = { ...systemEnvironment, longestWait: 300_000, late: 'too late' }
let met = 0
for (let done = 0; done < Number(count); done++) {
  await withProcessLock(directory, 'lock', options, async () => {
    const inside = join(directory, 'inside')
    const other = await readFile(inside, 'utf8').catch(() => '')
    // What a killed process left here is no meeting.
    if (other !== '' && isRunning(Number(other))) met += 1
    await writeFile(inside, String(process.pid))
    const before = Number(await readFile(join(directory, 'count'), 'utf8').catch(() => '0'))
    await new Promise((resolve) => setTimeout(resolve, 2))
    if (death !== '' && done === Number(death)) process.kill(process.pid, 'SIGKILL')
    await writeFile(join(directory, 'count'), String(before + 1))
    await rm(inside, { force: true })
  })
}
process.send?.({ met })
process.disconnect()

/** Whether a process runs; one that was killed and that its parent has not heard of yet does not. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))
  } catch {
    return true
  }
}
