import { launchLab, test } from '../helpers/lab-window.ts'
import { expectNoWayOut } from '../helpers/ways-out/no-way-out.ts'

test('no way that a page has leads out of the window', async () => {
  // Not by the fixture: here the complaints of the page are what is wanted.
  const { app, page } = await launchLab()
  await expectNoWayOut({ app, page })
  await app.close()
})
