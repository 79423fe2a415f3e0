import { expect, it } from 'vitest'
import { readCode } from '../read-code.ts'

const read = (text: string) => readCode({ text, fileName: null })
const contents = (text: string) => read(text).requests.map(({ parts }) => parts.messages[0]?.content)
const url = 'https://api.anthropic.com/v1/messages'
const body = (content: string) =>
  `{"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": "${content}"}]}`
/** As Windows hands quotes on to a program. */
const slashed = (text: string) => text.replaceAll('"', '\\"')
/** As PowerShell has quotes between double quotes. */
const ticked = (text: string) => text.replaceAll('"', '`"')

it('reads curl as it is written for PowerShell, and says so', () => {
  const reading = read(`curl.exe ${url} \`\r
  -H "x-api-key: $env:ANTHROPIC_API_KEY" \`\r
  -H "anthropic-version: 2023-06-01" \`\r
  -d '${slashed(body("It''s $me"))}'`)
  expect(reading).toMatchObject({
    format: 'PowerShell',
    requests: [
      { parts: { model: 'm', apiVersion: '2023-06-01', messages: [{ role: 'user', content: "It's $me" }] }, notes: [] },
    ],
    notes: [{ line: null, what: 'This is a command for PowerShell: it was read by the rules of that.' }],
  })
})

it('takes escapes, variables and texts of several lines as PowerShell does', () => {
  expect(contents(`curl.exe "${url}" -d "${ticked(body('One'))}"`)).toEqual(['One'])
  expect(contents(`curl.exe "${url}" -H "x: $env:X" -d "${ticked(body(`For $name and $${'{other}'}`))}"`)).toEqual([
    'For {{name}} and {{other}}',
  ])
  expect(contents(`$body = @'\n${body("Don't")}\n'@ # a body\ncurl.exe ${url} -d $body`)).toEqual(["Don't"])
  expect(contents(`$who = 'Ada'\n$body = @"\n${body('Hi $who')}\n"@\ncurl.exe ${url} --json $body`)).toEqual(['Hi Ada'])
})

it('reads the own commands of PowerShell where their body is a text', () => {
  expect(
    contents(`$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession
Invoke-WebRequest -UseBasicParsing -Uri "${url}" \`
-Method "POST" \`
-WebSession $session \`
-Headers @{
"x-api-key"="none"
} \`
-ContentType "application/json" \`
-Body "${ticked(body('Copied'))}"`),
  ).toEqual(['Copied'])
  const { requests, notes } =
    read(`$body = @{ model = "m"; messages = @(@{ role = "user"; content = "Hi" }) } | ConvertTo-Json
Invoke-RestMethod -Uri "${url}" -Method Post -Body $body`)
  expect([requests, notes.map(({ what }) => what).at(-1)]).toEqual([
    [],
    'The body of this request is put together by PowerShell: paste it as JSON.',
  ])
})

it('takes no command of another shell for one of PowerShell', () => {
  expect(read(`curl ${url} \\\n  -d '${body('a `b` and $env:X')}'`).format).toBe('curl')
})
