import { expect, isRoot, test } from '../helpers/lab-window.ts'

test('the window opens with the name of the lab', async ({ launch }) => {
  const { page } = await launch()

  await expect(page).toHaveTitle('Our Neural Network')
})

test('the window is isolated from Node and from the web', async ({ launch }) => {
  const { app, page } = await launch()

  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0].webContents
    return (
      contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences()
  })
  const noSandbox = await app.evaluate(({ app: electronApp }) =>
    electronApp.commandLine.hasSwitch('no-sandbox'),
  )
  const visible = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
  )

  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false })
  expect(noSandbox).toBe(isRoot)
  expect(visible).toEqual([])
})

test('the page is served with the content security policy', async ({ launch }) => {
  const { app, page } = await launch()

  const answer = await page.evaluate(async () => {
    const response = await fetch(location.href)
    return { url: location.href, policy: response.headers.get('content-security-policy') ?? '' }
  })
  const outside = await app.evaluate(async ({ net }) => {
    const paths = ['/..%2f..%2fpackage.json', '/%2e%2e/main/index.js', '/nothing.js']
    return await Promise.all(paths.map(async (path) => (await net.fetch(`app://lab${path}`)).status))
  })

  expect(answer.url).toMatch(/^app:\/\/lab\//)
  expect(answer.policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'")
  expect(outside).toEqual([404, 404, 404])
})

test('the page can neither navigate away nor open a window', async ({ launch }) => {
  const { app, page } = await launch()
  const before = page.url()

  const opened = await page.evaluate(() => window.open('https://example.com/') === null)
  await page.evaluate(() => location.assign('https://example.com/'))
  await page.waitForTimeout(300)

  expect(opened).toBe(true)
  expect(page.url()).toBe(before)
  expect(app.windows()).toHaveLength(1)
})

test('the folder given with --user-data-dir is the one that is used', async ({ launch }) => {
  const { app, userDataDir } = await launch()

  expect(await app.evaluate(({ app: electronApp }) => electronApp.getPath('userData'))).toBe(userDataDir)
})

test('what the security policy refuses counts as a complaint', async ({ launch }) => {
  const { page, complaints } = await launch()

  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.com/a.png' }))
  })

  await expect.poll(() => complaints.join()).toContain('Content Security Policy')
  complaints.length = 0
})
