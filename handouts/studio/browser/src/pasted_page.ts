/** The page that other programs put on the clipboard, parsed so that nothing of it is obeyed or refused. */

/** The name that styles have in it: the page's Content-Security-Policy refuses them under their own. */
export const STYLE = "data-pasted-style";

/** Returns the page without its sheets; styles of elements are in `STYLE`, and what would be code is nothing. */
export function pastedPage(html: string): Document {
  const elements = html.replace(/<style\b[^]*?<\/style\s*>/gi, "");
  const inert = elements.replace(/<[a-z][^>]*>/gi, (tag) =>
    tag.replace(/(\s)style(\s*=)/gi, `$1${STYLE}$2`).replace(/([\s/"'])on([a-z]+\s*=)/gi, "$1data-pasted-on$2"),
  );
  return new DOMParser().parseFromString(inert, "text/html");
}
