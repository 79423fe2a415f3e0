// Property tests see the same cases at each run: what is red once can be run again. PROPERTY_SEED=1 looks at others.
import { configureGlobal, readConfigureGlobal } from 'fast-check'

configureGlobal({ ...readConfigureGlobal(), seed: Number(process.env.PROPERTY_SEED ?? 20_261_123) })
