// Fails early, in one sentence, where npm runs a script on a Node that cannot run Antiphon's TypeScript and SQLite.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Antiphon's scripts need Node 22.18 or later, and this is ${process.versions.node}. On Linux x64 and arm64 "npm ci" ` +
      'brings Node 24 along (do not omit optional dependencies); elsewhere install Node 24.',
  )
  process.exit(1)
}
