/** A value that survives JSON both ways; `undefined` properties are left out when written. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject
export type JsonObject = { [key: string]: JsonValue | undefined }
