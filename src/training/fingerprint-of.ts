import { createHash } from "node:crypto";

/** @returns SHA-256 over the JSON of plain data, in hexadecimal: equal data give equal prints */
export const fingerprintOf = (data: object): string => createHash("sha256").update(JSON.stringify(data)).digest("hex");
