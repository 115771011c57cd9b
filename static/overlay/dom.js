// Writing to the page. Every writer leaves the page alone where the value is already there, so
// that ten states a second cost next to nothing. Content is only ever text or an attribute.

const SVG = "http://www.w3.org/2000/svg";

/** The element that shows `name`, inside `root`. */
export function field(root, name) {
  return root.querySelector(`[data-field="${name}"]`);
}

export function text(node, value) {
  const shown = String(value);
  if (node.textContent !== shown) node.textContent = shown;
}

/** Sets an attribute; null removes it. */
export function attribute(node, name, value) {
  if (value === null) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, String(value));
}

/** Writes the field's value as `data-value`, for what is drawn and not written. */
export function value(node, shown) {
  attribute(node, "data-value", shown);
}

export function style(node, name, shown) {
  if (node.style.getPropertyValue(name) !== String(shown)) node.style.setProperty(name, shown);
}

/** Shows the picture at a checked address, or hides the `<img>` for "". */
export function picture(image, url) {
  if ((image.getAttribute("src") ?? "") === url) return;
  delete image.dataset.loaded;
  attribute(image, "src", url || null);
}

/** A picture shows itself once it has loaded; until then, and if it never does, it is hidden. */
export function watchPictures(root) {
  for (const kind of ["load", "error"]) {
    const note = ({ target }) => {
      if (target instanceof HTMLImageElement) target.dataset.loaded = String(kind === "load");
    };
    root.addEventListener(kind, note, true); // neither event bubbles
  }
}

/** Makes `box` hold `count` children, each made by `make(index)`. */
export function children(box, count, make) {
  while (box.children.length > count) box.lastElementChild.remove();
  while (box.children.length < count) box.append(make(box.children.length));
  return box.children;
}

/** Draws `filled` out of `total` pips. */
export function pips(box, total, filled) {
  const all = children(box, total, () => document.createElement("i"));
  for (const [index, pip] of [...all].entries()) attribute(pip, "class", index < filled ? "on" : "");
  value(box, filled);
}

/** Points an `<svg data-icon>` at a drawing of templates/overlay/icons.html. */
export function icon(svg, name) {
  let use = svg.firstElementChild;
  if (!use) svg.append((use = document.createElementNS(SVG, "use")));
  attribute(use, "href", `#icon-${name}`);
}

/** Plays a CSS animation once: the class is taken off and put on again. */
export function replay(node, name) {
  node.classList.remove(name);
  void node.offsetWidth; // the browser notices the removal only if asked for the layout
  node.classList.add(name);
}
