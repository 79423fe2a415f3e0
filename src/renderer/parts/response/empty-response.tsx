import styles from './empty-response.module.css'

type EmptyResponseProps = {
  /** The connection in use is the simulator, which is what the words are about. */
  isSimulator: boolean
  /** There is nothing to run yet. */
  isBlank: boolean
  onAddKey: () => void
  onUseLocalServer: () => void
  onStarters: () => void
  onImport: () => void
}

/** What the response pane teaches before anything has been run. */
export function EmptyResponse({
  isSimulator,
  isBlank,
  onAddKey,
  onUseLocalServer,
  onStarters,
  onImport,
}: EmptyResponseProps) {
  return (
    <div className={styles.welcome}>
      <h2 className={styles.title}>{isBlank ? 'Write a message, then press Run.' : 'Press Run.'}</h2>
      <p className={styles.words}>
        {isSimulator
          ? 'The request goes to the simulator that comes with Antiphon: no key, no network, and an answer that says it is simulated. The simulator refuses what the real API refuses, so you can learn the rules for free.'
          : 'The answer streams in here, with its tokens, cost and time below. Every run is kept in the history, also one that fails.'}
      </p>
      <div className={styles.ways}>
        <Way
          title="New from a starter"
          words="Twelve small prompts, one for each thing a request can do."
          onClick={onStarters}
        />
        <Way title="Start from code" words="Paste a snippet you already have." onClick={onImport} />
        {isSimulator && (
          <>
            <Way title="Add your key" words="Written once, never shown again." onClick={onAddKey} />
            <Way
              title="Use a local server"
              words="Ollama, LM Studio, llama.cpp, or any Messages API."
              onClick={onUseLocalServer}
            />
          </>
        )}
      </div>
    </div>
  )
}

function Way({ title, words, onClick }: { title: string; words: string; onClick: () => void }) {
  return (
    <button type="button" className={styles.way} data-command={title} onClick={onClick}>
      <b>{title}</b>
      <span className={styles.words}>{words}</span>
    </button>
  )
}
