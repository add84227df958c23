/** Addresses and titles of links and pictures, as they stand in Markdown. */

/** Whether a link leads somewhere on paper and in a mail. */
export function leadsSomewhere(address: string): boolean {
  return /^(https?:\/\/[^\s/]\S*|mailto:[^\s@]+@[^\s@]+)$/i.test(address);
}

/** An address as it can stand between brackets. */
export function address(text: string): string {
  const encoded = text.replace(/[\s()<>\\`"|]/g, (sign) => encodeURIComponent(sign).replace("(", "%28").replace(")", "%29"));
  return encoded.replace(/&(?=#?\w+;)/g, "&amp;");
}

/** A text as it can stand between quotation marks. */
export function quoted(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\"]/g, "\\$&").replace(/&(?=#?\w+;)/g, "\\&");
}
