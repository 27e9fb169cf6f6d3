// What outlives a reload: small things as text, recordings in the browser's database. A browser that keeps nothing
// (a private window may) is no error.

const NAME = "cosydesk";

/** What was remembered under a key, or null. */
export function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(`${NAME}.${key}`));
  } catch {
    return null;
  }
}

/** Remember anything that JSON can say. */
export function remember(key, value) {
  try {
    localStorage.setItem(`${NAME}.${key}`, JSON.stringify(value));
  } catch {
    // full or forbidden
  }
}

/** The token of the service, for this tab only. */
export const token = {
  get() {
    try {
      return sessionStorage.getItem(`${NAME}.token`) ?? given;
    } catch {
      return given;
    }
  },
  set(value) {
    given = value;
    try {
      sessionStorage.setItem(`${NAME}.token`, value);
    } catch {
      // kept until the page is closed
    }
  },
};
let given = "";

/** The file kept under a name, or null. */
export async function keptFile(name) {
  return (await inStore("readonly", (store) => store.get(name))) ?? null;
}

/** Keep a file; null forgets it. */
export async function keepFile(name, file) {
  await inStore("readwrite", (store) => (file === null ? store.delete(name) : store.put(file, name)));
}

function inStore(mode, asked) {
  return new Promise((resolve) => {
    const nothing = () => resolve(null);
    let opening;
    try {
      opening = indexedDB.open(NAME, 1);
    } catch {
      nothing();
      return;
    }
    opening.onupgradeneeded = () => opening.result.createObjectStore("files");
    opening.onerror = nothing;
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction("files", mode);
      const answer = asked(transaction.objectStore("files"));
      transaction.oncomplete = () => {
        database.close();
        resolve(answer.result);
      };
      transaction.onerror = transaction.onabort = () => {
        database.close();
        nothing();
      };
    };
  });
}
