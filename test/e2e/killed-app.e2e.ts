import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { kill, VICTIMS } from '../helpers/faults/app-processes'
import { ask } from '../helpers/faults/asked-app'
import { SCENES } from '../helpers/faults/kill-scenes'
import { recordedRuns } from '../helpers/faults/recorded-runs'
import { expect, type LabWindow, launchLab, test } from '../helpers/lab-window'
import { PATIENCE } from '../helpers/patience'
import { roundSeed } from '../helpers/round-seed'
import { seededRandom } from '../src-main/sharing/helpers/random'

// A few rounds where all tests run; KILL_ROUNDS=100 by hand.
const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 6)

test.setTimeout(PATIENCE + ROUNDS * 60_000)

/** An element for each round; after as many rounds as there are pairs of elements of lists of different lengths, each pair has come. */
const inTurn = <T>(list: readonly T[], round: number): T => {
  const element = list[round % list.length]
  if (element === undefined) throw new Error('There is nothing to choose from.')
  return element
}

test('whatever process is killed whenever, no result is lost and the lab goes on', async () => {
  const seed = process.env['KILL_ROUNDS'] === undefined ? 1 : roundSeed('Kills of the app')
  const random = seededRandom(seed)
  let lab: LabWindow = await launchLab()
  const { userDataDir } = lab
  const recorded = recordedRuns()
  const killed: string[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const [name, scene] = inTurn(Object.entries(SCENES), round)
    const victim = inTurn(VICTIMS, round)
    const end = await scene.begin(lab, round)
    // The moment is what is tried here.
    await wait(random() * scene.moments)
    const wasThere = await kill(lab.app, victim)
    killed.push(`${wasThere ? victim : `no ${victim}`} (${name})`)
    const what = `seed ${seed}, round ${round}: ${killed.join(', ')}`
    if (wasThere && victim === 'main') lab = await launchLab({ userDataDir })

    for (const record of await end(lab, what)) recorded.add(record, what)
    await recorded.expectAll(lab.app, what)
    expect(await ask(lab.app, 'data:image', 'test', round), what).toMatchObject({ index: round })
  }
  await lab.app.close()
  rmSync(userDataDir, { recursive: true, maxRetries: 10 })
})
