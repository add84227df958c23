/** Pictures: brought in by button, drop or paste, and described. */

import type { EditorView } from "prosemirror-view";

import { ask, type Answers } from "./ask.js";
import { insertBlock } from "./commands.js";
import { element } from "./page_element.js";
import { schema } from "./schema.js";

export interface UploadedPicture {
  /** From the article to the file. */
  readonly path: string;
  /** Where the page gets it from. */
  readonly url: string;
}

export interface PictureOptions {
  readonly upload: (file: File) => Promise<UploadedPicture>;
  readonly uploaded: (picture: UploadedPicture) => void;
  /** Shows what could not be done. */
  readonly report: (text: string) => void;
}

const TYPES = "image/png,image/jpeg,image/webp,image/gif,image/svg+xml";

/** Lets her choose a file, and puts it where the cursor is. */
export function choosePicture(view: EditorView, options: PictureOptions): void {
  const input = element("input", { type: "file", accept: TYPES });
  input.addEventListener("change", () => void insertPictures(view, [...(input.files ?? [])], options));
  input.click();
}

export function hasFiles(transfer: DataTransfer | null): boolean {
  return (transfer?.files.length ?? 0) > 0;
}

/** The files that are pictures, and those that are none. */
export function picturesOf(transfer: DataTransfer | null): { readonly files: readonly File[]; readonly others: readonly File[] } {
  const all = [...(transfer?.files ?? [])];
  return { files: all.filter(isPicture), others: all.filter((file) => !isPicture(file)) };
}

function isPicture(file: File): boolean {
  return file.type.startsWith("image/");
}

/** Uploads pictures one after the other, and asks what each shows. */
export async function insertPictures(view: EditorView, files: readonly File[], options: PictureOptions): Promise<void> {
  for (const file of files) {
    try {
      const picture = await options.upload(file);
      options.uploaded(picture);
      const answers = await askAbout("Insert picture", { alternative: "", caption: "" });
      if (answers === null || answers === "removed" || view.isDestroyed) continue;
      view.dispatch(insertBlock(view.state, schema.nodes.figure.create({ source: picture.path, ...tidy(answers) })));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      options.report(`“${file.name}” could not be brought in. ${why}`);
    }
  }
  view.focus();
}

/** Asks what a picture of the article shows, and what stands below it. */
export async function editPicture(view: EditorView, pos: number): Promise<void> {
  const node = view.state.doc.nodeAt(pos);
  if (node === null || node.type !== schema.nodes.figure) return;
  const { alternative, caption } = node.attrs;
  const answers = await askAbout("Picture", { alternative: String(alternative), caption: String(caption) }, "Remove picture");
  if (answers === null || view.isDestroyed || view.state.doc.nodeAt(pos)?.eq(node) !== true) return;
  const { tr } = view.state;
  view.dispatch(answers === "removed" ? tr.delete(pos, pos + 1) : tr.setNodeMarkup(pos, null, { ...node.attrs, ...tidy(answers) }));
  view.focus();
}

function askAbout(title: string, now: Answers, remove?: string): Promise<Answers | "removed" | null> {
  return ask({
    title,
    button: remove === undefined ? "Insert" : "Save",
    ...(remove === undefined ? {} : { remove }),
    fields: [
      {
        name: "alternative",
        label: "What does it show?",
        help: "Read aloud to people who cannot see it. One sentence is enough.",
        value: now["alternative"] ?? "",
        required: true,
      },
      { name: "caption", label: "Words below it", help: "Printed below the picture. May stay empty.", value: now["caption"] ?? "" },
    ],
  });
}

/** Between brackets no other brackets and no backslashes can stand; our reader takes the rest as it is. */
function tidy(answers: Answers): { alternative: string; caption: string } {
  const alternative = (answers["alternative"] ?? "").replace(/\[/g, "(").replace(/\]/g, ")").replace(/[\\`<]/g, "").replace(/\s+/g, " ");
  return { alternative, caption: answers["caption"] ?? "" };
}
