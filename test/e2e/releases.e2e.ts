import description from '../../package.json' with { type: 'json' }
import { choose, goTo } from '../helpers/lab-pages'
import { expect, test } from '../helpers/lab-window'

const { releases } = description

interface Asked {
  readonly feeds: string[]
  readonly opened: string[]
}

test('the list of releases is asked when somebody wants it, and the link leads to its page', async ({
  launch,
}) => {
  const { app, page } = await launch()
  // Main's own way to the net: what it asks is answered here.
  await app.evaluate(({ shell }) => {
    const asked: Asked = { feeds: [], opened: [] }
    Object.assign(globalThis, {
      asked,
      fetch: async (feed: string) => {
        asked.feeds.push(feed)
        return new Response('{"tag_name":"v9.0.1"}')
      },
    })
    Object.assign(shell, { openExternal: async (address: string) => void asked.opened.push(address) })
  })
  const asked = (): Promise<Asked> => app.evaluate(() => (globalThis as unknown as { asked: Asked }).asked)
  await choose(page, 'en', 'light')
  await goTo(page, 'settings')
  await expect(page.getByTestId('look-for-releases')).not.toBeChecked()
  expect(await asked()).toEqual({ feeds: [], opened: [] })

  await page.getByTestId('look-now').click()
  await expect(page.getByTestId('release')).toContainText('Version 9.0.1 is out.')
  await page.getByTestId('release').getByRole('button', { name: 'Open its page' }).click()
  await expect.poll(asked).toEqual({ feeds: [releases.feed], opened: [releases.page] })

  await choose(page, 'ko', 'light')
  await expect(page.getByTestId('release')).toContainText('새 버전 9.0.1이 나왔습니다.')
})
