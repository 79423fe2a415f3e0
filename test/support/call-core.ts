import type { Page } from 'playwright'
import type { Answer, Input, OnceName } from '#shared/contract'

/**
 * Makes one call on the core from inside the page, with the page's own rights, beside the calls that its views make. Rejects
 * with the error's sentence.
 */
export async function callCore<Name extends OnceName>(
  page: Page,
  name: Name,
  input: Input<Name>,
): Promise<Answer<Name>> {
  // Safe: the core answers a call with the value its contract names.
  return (await page.evaluate(callFromPage, { name, input })) as Answer<Name>
}

type Answered = ['answer' | 'error' | 'events' | 'done', number, unknown]

/** Runs in the page. In a browser it opens a socket of its own; the desktop's bridge is shared, so the id is out of the way. */
function callFromPage({ name, input }: { name: string; input: unknown }): Promise<unknown> {
  const id = 1_000_000_000 + Math.floor(Math.random() * 1_000_000_000)
  return new Promise((resolve, reject) => {
    const hear = (frames: Answered[]) => {
      for (const [kind, frameId, value] of frames) {
        if (frameId !== id) continue
        if (kind === 'answer') resolve(value)
        else reject(new Error((value as { message: string }).message))
      }
    }
    type Bridge = { send: (frame: unknown) => void; listen: (hear: (frames: Answered[]) => void) => void }
    const bridge = (window as unknown as { antiphon?: Bridge }).antiphon
    if (bridge) {
      bridge.listen(hear)
      bridge.send(['call', id, name, input])
      return
    }
    const secret = localStorage.getItem('antiphon.secret')
    const socket = new WebSocket(`ws://${location.host}/wire`, ['antiphon', `secret.${secret}`])
    socket.addEventListener('message', ({ data }) => {
      hear(JSON.parse(String(data)) as Answered[])
      socket.close()
    })
    socket.addEventListener('close', () => reject(new Error('The core did not answer.')))
    socket.addEventListener('open', () => socket.send(JSON.stringify(['call', id, name, input])))
  })
}
