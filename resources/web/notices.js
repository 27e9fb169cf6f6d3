// The error beside the button that failed: it stays until it is closed or something else is tried.

import { byId } from "./elements.js";
import { sentences } from "./failures.js";
import { t } from "./words.js";

let shown = null; // gives message and remedy in the language of the moment
let again = null;

/** Show a `ServiceError`; `retry` is what its button does, if there is one. */
export function showError(error, retry = null) {
  show(() => sentences(error), retry);
}

/** Show what is missing; `key` is one of `words`, with a remedy beside it. */
export function showMissing(key) {
  show(() => [t(key), t(`${key}_remedy`)], null);
}

export function clearError() {
  shown = null;
  byId("alert").hidden = true;
}

function show(words, retry) {
  shown = words;
  again = retry;
  byId("alert").hidden = false;
  byId("alert-again").hidden = retry === null;
  [byId("alert-message").textContent, byId("alert-remedy").textContent] = words();
}

byId("alert-close").onclick = () => {
  clearError();
  byId("speak").focus();
};
byId("alert-again").onclick = () => {
  clearError();
  again();
};
document.addEventListener("language", () => shown !== null && show(shown, again));
