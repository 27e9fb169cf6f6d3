// Makes elements; words come later, from `translate`.

export const byId = (id) => document.getElementById(id);

/** An element of a tag, with attributes (data-t and so on) and children. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** An icon of resources/icons; the name must have a rule in parts.css. */
export const icon = (name) => element("i", { class: `icon ${name}`, "aria-hidden": "true" });

/** A button with an icon and, unless it is bare, words. */
export function button(name, words, { bare = false, label = "" } = {}) {
  const made = element("button", { type: "button", class: bare ? "button bare" : "button" }, icon(name));
  if (words) made.append(element("span", { "data-t": words }));
  if (label) made.dataset.label = label;
  return made;
}
