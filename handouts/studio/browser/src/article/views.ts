/** Blocks that look different from what they are made of: pictures, charts, boxes to tick. */

import type { Node } from "prosemirror-model";
import type { EditorView, NodeView, NodeViewConstructor } from "prosemirror-view";

import { element } from "./page_element.js";
import { schema } from "./schema.js";

export interface Shown {
  /** Where the page gets a picture from, by the path that the article gives. */
  readonly pictureAddress: (source: string) => string;
  /** The title of a chart by its name, or "" where there is none of this name. */
  readonly chartTitle: (name: string) => string;
  readonly editPicture: (view: EditorView, pos: number) => void;
}

export function nodeViews(shown: Shown): Record<string, NodeViewConstructor> {
  return {
    figure: (node, view, getPos) => figureView(node, () => editAt(view, getPos(), shown), shown),
    chart_place: (node) => chartView(node, shown),
    list_item: (node, view, getPos) => new ItemView(node, view, getPos),
  };
}

function editAt(view: EditorView, pos: number | undefined, shown: Shown): void {
  if (pos !== undefined) shown.editPicture(view, pos);
}

function figureView(node: Node, edit: () => void, shown: Shown): NodeView {
  const [source, alternative, caption] = ["source", "alternative", "caption"].map((name) => String(node.attrs[name]));
  const image = element("img", { src: shown.pictureAddress(source ?? ""), alt: alternative ?? "", draggable: "false" });
  const button = element("button", { type: "button", class: "quiet", tabindex: "-1" }, "Describe the picture");
  const words = element("figcaption", {}, ...(caption === "" ? [] : [caption ?? "", element("br")]));
  words.append(element("span", { class: "article-alternative" }, alternative === "" ? "No description yet." : `Shows: ${alternative ?? ""}`));
  const dom = element("figure", { contenteditable: "false" }, image, words, button);
  button.addEventListener("click", edit);
  image.addEventListener("dblclick", edit);
  image.addEventListener("error", () => {
    image.replaceWith(element("p", { class: "article-missing" }, `The picture ${source ?? ""} cannot be shown.`));
  });
  return { dom, stopEvent: (event) => event.target === button, ignoreMutation: () => true };
}

function chartView(node: Node, shown: Shown): NodeView {
  const name = String(node.attrs["name"]);
  const title = shown.chartTitle(name) || name;
  const dom = element("div", { class: "article-chart", contenteditable: "false" });
  dom.append(element("strong", {}, "Chart"), title === "" ? " stands here" : ` ${title}`);
  return { dom, ignoreMutation: () => true };
}

/** An item of a list, with its box where it has one. */
class ItemView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  private readonly box: HTMLInputElement | null;

  constructor(node: Node, view: EditorView, getPos: () => number | undefined) {
    const { ticked } = node.attrs;
    this.box = ticked === null ? null : element("input", { type: "checkbox", "aria-label": "Done" });
    this.contentDOM = this.box === null ? element("li") : element("div");
    this.dom = this.box === null ? this.contentDOM : element("li", { class: "article-task" }, this.box, this.contentDOM);
    if (this.box === null) return;
    this.box.contentEditable = "false";
    this.box.checked = ticked === true;
    this.box.addEventListener("change", () => {
      const pos = getPos();
      if (pos !== undefined) view.dispatch(view.state.tr.setNodeAttribute(pos, "ticked", this.box?.checked === true));
    });
  }

  update(node: Node): boolean {
    const { ticked } = node.attrs;
    if (node.type !== schema.nodes.list_item || (ticked === null) !== (this.box === null)) return false;
    if (this.box !== null) this.box.checked = ticked === true;
    return true;
  }

  stopEvent(event: Event): boolean {
    return event.target === this.box;
  }

  ignoreMutation(mutation: { readonly target: globalThis.Node }): boolean {
    return mutation.target === this.box;
  }
}
