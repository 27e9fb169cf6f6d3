// Asks for the token of the service.

import { byId } from "./elements.js";
import { token } from "./memory.js";

let waiting = null; // everybody who needs it waits for the same answer

/** Ask; gives whether one was given. It is called wrong when there was one already. */
export function askForToken() {
  waiting ??= new Promise((resolve) => {
    const dialog = byId("token-dialog");
    const field = byId("token");
    byId("token-wrong").hidden = !token.get();
    field.value = "";
    const closed = () => {
      waiting = null;
      resolve(dialog.returnValue === "given");
    };
    dialog.returnValue = "";
    dialog.addEventListener("close", closed, { once: true });
    byId("token-cancel").onclick = () => dialog.close();
    byId("token-form").onsubmit = () => {
      token.set(field.value.trim());
      dialog.returnValue = "given";
      dialog.close("given");
    };
    dialog.showModal();
    field.focus();
  });
  return waiting;
}
