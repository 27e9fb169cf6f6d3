// The marks of the text: put in and taken out by the buttons.

/**
 * What putting a mark at a selection changes.
 *
 * `mark` is "strong" or "laughter" for what goes around words, "[laughter]" or "[breath]" for what stands between them.
 * Returns the stretch of the text to replace, what with, and the selection after it.
 */
export function marked(text, start, end, mark) {
  if (mark.startsWith("[")) {
    return { from: start, to: end, words: mark, select: [start + mark.length, start + mark.length] };
  }
  const [open, close] = [`<${mark}>`, `</${mark}>`];
  const words = text.slice(start, end);
  if (text.slice(0, start).endsWith(open) && text.slice(end).startsWith(close)) {
    const from = start - open.length;
    return { from, to: end + close.length, words, select: [from, from + words.length] };
  }
  if (words.startsWith(open) && words.endsWith(close)) {
    const bare = words.slice(open.length, -close.length);
    return { from: start, to: end, words: bare, select: [start, start + bare.length] };
  }
  // Spaces stay outside: a double click takes the one behind a word with it.
  const [before] = words.match(/^\s*/);
  const after = words.slice(before.length).match(/\s*$/)[0];
  const inner = words.slice(before.length, words.length - after.length);
  const at = start + before.length + open.length;
  return { from: start, to: end, words: before + open + inner + close + after, select: [at, at + inner.length] };
}

/** Put a mark into a text area, so that the browser's undo takes it back. */
export function mark(area, name) {
  const change = marked(area.value, area.selectionStart, area.selectionEnd, name);
  area.focus();
  area.setSelectionRange(change.from, change.to);
  // The only way into a text area that its undo knows, though browsers' makers call it old.
  if (!document.execCommand("insertText", false, change.words)) {
    area.setRangeText(change.words);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  area.setSelectionRange(...change.select);
}
