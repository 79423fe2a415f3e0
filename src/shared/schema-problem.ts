/** Something about a JSON Schema that is not as it must be. `path`: where, such as `properties.age.type`; empty for the whole. */
export type SchemaProblem = { path: string; says: string }
