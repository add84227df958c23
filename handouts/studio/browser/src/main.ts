/** What every page of the studio loads: htmx, and the components that a page names. */

import htmx from "htmx.org";

import { mountArticlePage } from "./article_page.js";
import { mountChart } from "./chart/component.js";
import { mountChartPage } from "./chart_page.js";
import { mountPeopleTable } from "./people/component.js";
import { mountPeoplePage } from "./people_page.js";
import { askFirst, note, openDialogs } from "./asking.js";
import { mountColour } from "./colour.js";
import { mountDrop } from "./drop.js";
import { mountOrder } from "./order.js";
import { mountFields } from "./fields.js";
import { mountPictures } from "./pictures.js";
import { mountPassphrase } from "./passphrase.js";
import { mountPreview } from "./preview.js";
import { printFiles } from "./printing.js";
import { mountRows } from "./rows.js";
import { mountSignature } from "./signature.js";
import { mountTermList } from "./term_list.js";
import { mountWork } from "./work.js";

/** Makes an element of a page into a component. `options` are those of its `data-options`. */
type Mount = (element: HTMLElement, options: unknown) => void;

/** By the name that a page gives in `data-component`. */
const COMPONENTS: Readonly<Record<string, Mount>> = {
  "article-page": mountArticlePage,
  "chart-editor": mountChart,
  "chart-page": mountChartPage,
  "people-page": mountPeoplePage,
  "people-table": mountPeopleTable,
  colour: mountColour,
  drop: mountDrop,
  order: mountOrder,
  fields: mountFields,
  pictures: mountPictures,
  passphrase: mountPassphrase,
  preview: mountPreview,
  rows: mountRows,
  signature: mountSignature,
  "term-list": mountTermList,
  work: mountWork,
};

const mounted = new WeakSet<HTMLElement>();

function mountAll(root: ParentNode): void {
  const inside = [...root.querySelectorAll<HTMLElement>("[data-component]")];
  const all = root instanceof HTMLElement && root.matches("[data-component]") ? [root, ...inside] : inside;
  for (const element of all) {
    const mount = COMPONENTS[element.dataset["component"] ?? ""];
    if (mount === undefined || mounted.has(element)) continue;
    mounted.add(element);
    mount(element, JSON.parse(element.dataset["options"] ?? "{}"));
  }
}

// The pages' Content-Security-Policy allows neither code in text nor styles in the page.
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0;

// htmx says so for the page itself once it is ready, and for each piece that it puts in later.
htmx.onLoad((element) => {
  if (element instanceof HTMLElement) mountAll(element);
});

// What was not done says why in its answer, which is shown like any other.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[2345]..", swap: true },
];
document.addEventListener("htmx:sendError", () => note("The studio does not answer. Is it still open?", "bad"));

askFirst();
openDialogs();
printFiles();
