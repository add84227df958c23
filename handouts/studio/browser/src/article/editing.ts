/** What the editor does with its document, whatever it looks like. */

import { history } from "prosemirror-history";
import type { Plugin } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";

export function editing(): Plugin[] {
  return [history(), tableEditing()];
}
