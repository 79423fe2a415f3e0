/** One step from a schema to the next. Once released it is never changed: it has run on somebody's database. */
export type Migration = { name: string; sql: string }

/**
 * All steps, oldest first; `user_version` counts the ones that have run. The request has a table of its own, since it is
 * written once while the row of a run is rewritten every second as its answer grows.
 */
export const migrations: readonly Migration[] = [
  {
    name: 'runs',
    sql: `
      CREATE TABLE runs (
        id TEXT PRIMARY KEY,
        promptId TEXT NOT NULL,
        promptName TEXT NOT NULL,
        connectionId TEXT NOT NULL,
        connectionName TEXT NOT NULL,
        model TEXT NOT NULL,
        startedAt TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('running', 'completed', 'stopped', 'truncated', 'failed')),
        stopReason TEXT,
        status INTEGER,
        inputTokens INTEGER,
        outputTokens INTEGER,
        costUsd REAL,
        durationMs REAL,
        excerpt TEXT NOT NULL,
        url TEXT NOT NULL,
        prefill TEXT NOT NULL,
        requestId TEXT,
        firstTokenMs REAL,
        response TEXT NOT NULL CHECK (json_valid(response)),
        usage TEXT CHECK (json_valid(usage)),
        error TEXT CHECK (json_valid(error)),
        attempts TEXT NOT NULL CHECK (json_valid(attempts))
      ) STRICT;

      CREATE INDEX runsByStart ON runs (startedAt, id);
      CREATE INDEX runsStillRunning ON runs (id) WHERE state = 'running';

      CREATE TABLE requests (
        runId TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
        request TEXT NOT NULL CHECK (json_valid(request))
      ) STRICT;

      CREATE TRIGGER endedRunsStay BEFORE UPDATE ON runs WHEN OLD.state <> 'running'
      BEGIN
        SELECT RAISE(ABORT, 'a run is unchanged once ended');
      END;
      CREATE TRIGGER requestsStay BEFORE UPDATE ON requests
      BEGIN
        SELECT RAISE(ABORT, 'a request is unchanged once sent');
      END;
    `,
  },
  {
    name: 'cost of a run',
    sql: `ALTER TABLE runs ADD COLUMN cost TEXT CHECK (json_valid(cost));`,
  },
  {
    // A log of what went over the wire. The body of a request is not in it where it is, byte for byte, the one that
    // `requests` holds: a large prompt is stored once.
    name: 'wire',
    sql: `
      CREATE TABLE wire (
        runId TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
        attempt INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('request', 'sent', 'response', 'bytes', 'end')),
        facts TEXT NOT NULL CHECK (json_valid(facts)),
        bytes BLOB,
        PRIMARY KEY (runId, attempt, sequence)
      ) STRICT;

      CREATE TRIGGER wireStays BEFORE UPDATE ON wire
      BEGIN
        SELECT RAISE(ABORT, 'what went over the wire is unchanged');
      END;
    `,
  },
  {
    // Read from the requests once, so that a list of runs need not read any of them. It is no change of an ended run.
    name: 'API version of a run',
    sql: `
      ALTER TABLE runs ADD COLUMN apiVersion TEXT NOT NULL DEFAULT '';
      DROP TRIGGER endedRunsStay;
      UPDATE runs SET apiVersion = coalesce(
        (SELECT json_extract(request, '$.apiVersion') FROM requests WHERE runId = runs.id), '');
      CREATE TRIGGER endedRunsStay BEFORE UPDATE ON runs WHEN OLD.state <> 'running'
      BEGIN
        SELECT RAISE(ABORT, 'a run is unchanged once ended');
      END;
    `,
  },
  {
    // What a run was made from: its request has the variables filled in, and nothing of muted messages. As text, so that a
    // search of the file for a key finds one in it.
    name: 'prompt of a run',
    sql: `
      CREATE TABLE prompts (
        runId TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
        prompt TEXT NOT NULL CHECK (json_valid(prompt))
      ) STRICT;

      CREATE TRIGGER promptsStay BEFORE UPDATE ON prompts
      BEGIN
        SELECT RAISE(ABORT, 'what a run was made from is unchanged');
      END;
    `,
  },
  {
    // `marks` is what a person adds; the run stays as it is. `toIndex` names the runs whose words are not in the index yet:
    // the index itself is made anew from the runs wherever it is missing (search-index.ts), so it is no part of the schema.
    // A place is a moment: searching newest first then reads the index from its end.
    name: 'marks, filters and search',
    sql: `
      CREATE TABLE marks (
        runId TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
        isStarred INTEGER NOT NULL DEFAULT 0 CHECK (isStarred IN (0, 1)),
        note TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE INDEX starredRuns ON marks (runId) WHERE isStarred = 1;

      CREATE INDEX runsByModel ON runs (model, startedAt, id);
      CREATE INDEX runsByPrompt ON runs (promptId, startedAt, id);
      CREATE INDEX runsByState ON runs (state, startedAt, id);
      CREATE INDEX runsByStopReason ON runs (stopReason, startedAt, id);

      CREATE TABLE searchPlaces (
        place INTEGER PRIMARY KEY,
        runId TEXT NOT NULL UNIQUE REFERENCES runs (id) ON DELETE CASCADE
      ) STRICT;
      CREATE TABLE toIndex (
        number INTEGER PRIMARY KEY,
        runId TEXT NOT NULL UNIQUE REFERENCES runs (id) ON DELETE CASCADE
      ) STRICT;
      INSERT INTO toIndex (runId) SELECT id FROM runs WHERE state <> 'running' ORDER BY startedAt, id;
      CREATE TRIGGER endedRunsAreIndexed AFTER UPDATE OF state ON runs WHEN NEW.state <> 'running'
      BEGIN
        INSERT OR IGNORE INTO toIndex (runId) VALUES (NEW.id);
      END;
      CREATE TRIGGER addedRunsAreIndexed AFTER INSERT ON runs WHEN NEW.state <> 'running'
      BEGIN
        INSERT OR IGNORE INTO toIndex (runId) VALUES (NEW.id);
      END;
    `,
  },
  {
    // All that the usage of days is reckoned from, so that it need not read a single row of the runs.
    name: 'usage by day',
    sql: `CREATE INDEX runsUsage ON runs (startedAt, model, state, inputTokens, outputTokens, costUsd);`,
  },
]
