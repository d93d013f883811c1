/** Characters that break lines, move the cursor or hide text: C0, C1, bidi, zero width, tags. */
const UNSAFE =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/gu;

/** The text with every unsafe character as JSON escapes it; JSON stays JSON. */
export function printable(text: string): string {
  return text.replace(UNSAFE, (found) => {
    let escaped = "";
    for (let i = 0; i < found.length; i++) {
      escaped += "\\u" + found.charCodeAt(i).toString(16).padStart(4, "0");
    }
    return escaped;
  });
}
