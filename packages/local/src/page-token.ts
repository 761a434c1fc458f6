import { AwsError } from "./aws-error.ts";

/** A `nextToken` that holds the key of the last row shown. */
export function pageToken(key: string | number): string {
  return Buffer.from(String(key)).toString("base64url");
}

/** The key inside a token. Throws when the token was not made by `pageToken`, or of a key of another form. */
export function readPageToken(token: string, form: RegExp): string {
  const key = Buffer.from(token, "base64url").toString();
  if (pageToken(key) !== token || !form.test(key)) {
    throw new AwsError("InvalidParameterException", "The specified nextToken is invalid.");
  }
  return key;
}
