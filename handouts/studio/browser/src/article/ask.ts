/** A small form over the page, for what cannot be asked among the words. */

import { element } from "./page_element.js";

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly help?: string;
  readonly required?: boolean;
  /** What can be chosen: value and words. Without it, anything can be written. */
  readonly choices?: readonly (readonly [string, string])[];
  /** What is wrong with an answer, or "". */
  readonly check?: (value: string) => string;
}

export interface Question {
  readonly title: string;
  readonly fields: readonly Field[];
  /** The word of the button that takes the answers. */
  readonly button: string;
  /** The word of a button that takes back what is asked about; its answer is "removed". */
  readonly remove?: string;
}

export type Answers = Readonly<Record<string, string>>;

let asked = 0;

/** The answers by the names of their fields; null where she went back. */
export function ask(question: Question): Promise<Answers | "removed" | null> {
  asked += 1;
  const title = `article-question-${asked}`;
  const inputs = question.fields.map((field) => inputOf(field, `${title}-${field.name}`));
  const cancel = element("button", { type: "button", class: "quiet" }, "Cancel");
  const submit = element("button", { type: "submit", class: "primary" }, question.button);
  const remove = question.remove === undefined ? [] : [element("button", { type: "button", class: "danger" }, question.remove)];
  const actions = element("div", { class: "actions" }, ...remove, cancel, submit);
  const form = element("form", { method: "dialog" }, ...inputs.map(({ whole }) => whole), actions);
  const dialog = element("dialog", { "aria-labelledby": title, class: "article-question" }, element("h2", { id: title }, question.title), form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    let answers: Answers | "removed" | null = null;
    form.addEventListener("submit", (event) => {
      const wrong = inputs.filter(({ check }) => !check());
      if (wrong.length > 0) {
        event.preventDefault();
        wrong[0]?.input.focus();
        return;
      }
      answers = Object.fromEntries(inputs.map(({ input }) => [input.name, input.value.trim()]));
    });
    cancel.addEventListener("click", () => dialog.close());
    remove[0]?.addEventListener("click", () => {
      answers = "removed";
      dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answers);
    });
    dialog.showModal();
    inputs[0]?.input.focus();
  });
}

interface Input {
  readonly whole: HTMLElement;
  readonly input: HTMLInputElement | HTMLSelectElement;
  /** Whether the answer can be taken; says beside it why not. */
  readonly check: () => boolean;
}

function inputOf(field: Field, id: string): Input {
  const input = field.choices === undefined ? element("input", { type: "text", autocomplete: "off" }) : element("select");
  for (const [value, words] of field.choices ?? []) input.append(element("option", { value }, words));
  input.id = id;
  input.name = field.name;
  input.value = field.value ?? input.value;
  const help = element("p", { class: "help", id: `${id}-help` }, field.help ?? "");
  const problem = element("p", { class: "problem", id: `${id}-problem`, role: "alert" });
  input.setAttribute("aria-describedby", `${help.id} ${problem.id}`);
  const check = (): boolean => {
    const value = input.value.trim();
    const wrong = field.required === true && value === "" ? "Please fill this in." : (field.check?.(value) ?? "");
    problem.textContent = wrong;
    input.setAttribute("aria-invalid", String(wrong !== ""));
    return wrong === "";
  };
  const whole = element("div", { class: "field" }, element("label", { for: id }, field.label), help, input, problem);
  return { whole, input, check };
}
