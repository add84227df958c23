"use strict";

// What a code is, is told in handouts/certificates/verification_code.py; here it is read the same way.
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DOMAIN = "handouts certificate 1\n";
const SIGNATURE = 64; // bytes
const FIELDS = ["number", "kind", "name", "title", "dates", "hours", "provider"];
const PATIENCE = 8000; // milliseconds, for the list of void certificates

const page = document.documentElement;
const entry = document.querySelector("textarea");
let latest = 0;

function lettersOf(text) {
  const typed = text.slice(text.lastIndexOf("#") + 1).replace(/[\s\u00ad\u200b\u2010-\u2015\u2212-]+/g, "");
  const plain = typed.toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
  const found = new RegExp(`^H1([${LETTERS}]+)$`).exec(plain);
  return found && found[1].length >= Math.floor(SIGNATURE * 8 / 5) ? found[1] : null;
}

// The bytes that letters stand for; null where no bytes are written so.
function bytesOf(letters) {
  const bytes = [];
  let waiting = 0;
  let bits = 0;
  for (const letter of letters) {
    waiting = waiting << 5 | LETTERS.indexOf(letter);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push(waiting >> bits);
      waiting &= (1 << bits) - 1;
    }
  }
  return bits < 5 && waiting === 0 ? new Uint8Array(bytes) : null;
}

async function isSigned(payload, signature) {
  const raw = Uint8Array.from(atob(page.dataset.key), (letter) => letter.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
  const signed = new Uint8Array([...new TextEncoder().encode(DOMAIN), ...payload]);
  return crypto.subtle.verify("Ed25519", key, signature, signed);
}

// void.json: {"updated": "2026-11-22", "void": {"<number>": null, "<number>": "<the new number>"}}
async function voidList() {
  try {
    const answer = await fetch("void.json", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    const list = answer.ok ? await answer.json() : null;
    return typeof list?.updated === "string" && typeof list.void === "object" ? list : null;
  } catch {
    return null;
  }
}

async function judged(text) {
  const letters = lettersOf(text);
  if (!letters) return { verdict: "unknown" };
  if (!globalThis.crypto?.subtle) return { verdict: isSecureContext ? "outdated" : "insecure" };
  const bytes = bytesOf(letters);
  if (!bytes) return { verdict: "forged" };
  const payload = bytes.slice(0, -SIGNATURE);
  try {
    if (!await isSigned(payload, bytes.slice(-SIGNATURE))) return { verdict: "forged" };
  } catch {
    return { verdict: "outdated" };
  }
  const lines = new TextDecoder().decode(payload).split("\n");
  return standing(Object.fromEntries(FIELDS.map((field, place) => [field, lines[place] ?? ""])));
}

async function standing(claims) {
  const list = await voidList();
  if (!list) return { verdict: "genuine", when: "unlisted", claims };
  const told = { ...claims, updated: list.updated };
  if (!Object.hasOwn(list.void ?? {}, claims.number)) return { verdict: "genuine", when: "listed", claims: told };
  const replacement = list.void[claims.number];
  if (typeof replacement !== "string") return { verdict: "void", claims: told };
  return { verdict: "replaced", claims: { ...told, replacement } };
}

// "2026-11-14/2026-11-15" as people write it; anything else as it is.
function dates(text) {
  const days = text.split("/").map((day) => new Date(`${day}T00:00:00Z`));
  if (days.some((day) => isNaN(day))) return text;
  const format = new Intl.DateTimeFormat(page.lang, { dateStyle: "long", timeZone: "UTC" });
  return format.formatRange(days[0], days[days.length - 1]);
}

const SPOKEN = {
  dates,
  updated: dates,
  kind: (text) => ({ completion: page.dataset.completion, attendance: page.dataset.attendance })[text] ?? text,
};

function show({ verdict, when, claims }) {
  const content = document.querySelector(`template[data-verdict="${verdict}"]`).content.cloneNode(true);
  for (const part of content.querySelectorAll("[data-when]")) {
    if (part.dataset.when !== when) part.remove();
  }
  for (const part of content.querySelectorAll("[data-fill]")) {
    const name = part.dataset.fill;
    part.textContent = (SPOKEN[name] ?? String)(claims[name]);
  }
  document.querySelector("[data-result]").replaceChildren(content);
}

async function check(text) {
  const turn = ++latest;
  show({ verdict: "checking" });
  const found = await judged(text);
  if (turn !== latest) return;
  show(found);
  scrollTo({ top: 0 }); // where the verdict stands
}

function checkAddress() {
  const code = location.hash.slice(1);
  if (!code) return;
  entry.value = code;
  check(code);
}

document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  check(entry.value);
});
addEventListener("hashchange", checkAddress);
checkAddress();
