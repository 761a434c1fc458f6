import { createHash, randomBytes } from "node:crypto";

/** Crockford's base32 in lower case: nothing that people misread. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const idCharacters = 12;
const secretBytes = 32;

const keyPattern = /^lh_([0-9a-hjkmnp-tv-z]{12})_([\w-]{43})$/;

/** A new key's id and the whole text of the key, `lh_<id>_<secret>`, which is shown once. */
export function newKeyText(): { id: string; secret: string; text: string } {
  const id = Array.from(randomBytes(idCharacters), (byte) => alphabet.charAt(byte % 32)).join("");
  const secret = randomBytes(secretBytes).toString("base64url");
  return { id, secret, text: `lh_${id}_${secret}` };
}

/** Undefined when the text is no key. */
export function readKeyText(text: string): { id: string; secret: string } | undefined {
  const [, id, secret] = keyPattern.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** A fast hash will do: the secret is 256 random bits, not a password. */
export const hashSecret = (secret: string): string =>
  createHash("sha256").update(secret).digest("hex");
