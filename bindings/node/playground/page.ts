/** The page's elements. */

export function element<E extends HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`the page has no ${id}`);
  }
  return found as E;
}

/** An element with text in it: what is shown is never taken for markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  text = "",
  attributes: Record<string, string> = {},
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.textContent = text;
  Object.entries(attributes).forEach(([attribute, value]) => made.setAttribute(attribute, value));
  return made;
}

/** Shows a note, or hides it. */
export function note(id: string, text: string | undefined): void {
  const place = element(id);
  place.textContent = text ?? "";
  place.hidden = text === undefined;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

export function size(bytes: number): string {
  return bytes < 10_000 ? plural(bytes, "byte") : `${(bytes / 1e6).toFixed(2)} MB`;
}
