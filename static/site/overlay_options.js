// Shows every choice on the example at once, and writes the link that asks for the same.

const COPIED_MS = 1500;

const form = document.getElementById("options");
const code = document.getElementById("code");
const link = document.getElementById("link");
const copy = document.getElementById("copy");

/** What was chosen and is not as usual: hidden elements in one value, separated by commas. */
function chosen() {
  const usual = new Set([...form.querySelectorAll("[data-usual]")].map(({ name, defaultValue }) => `${name}=${defaultValue}`));
  const query = new Map();
  for (const [name, value] of new FormData(form)) {
    if (value === "" || usual.has(`${name}=${value}`)) continue;
    query.set(name, query.has(name) ? `${query.get(name)},${value}` : value);
  }
  return query;
}

/** Commas stay as they are, so that the link can be read and changed by hand. */
function address(path, query) {
  const pairs = [...query].map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`);
  return [path, pairs.join("&")].filter(Boolean).join("?");
}

function overlayPath() {
  const name = code.value.trim() || form.dataset.code;
  return form.dataset.overlay.replace(/[^/]+$/, encodeURIComponent(name));
}

function show() {
  const query = chosen();
  // `replace`: the example must not fill the history of this page.
  window.frames.example.location.replace(address(form.getAttribute("action"), query));
  writeLink();
}

function writeLink() {
  const query = chosen();
  query.delete("moment");
  link.value = new URL(address(overlayPath(), query), location.href).href;
}

form.addEventListener("change", show);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
code.addEventListener("input", writeLink);
copy.addEventListener("click", () => {
  link.select();
  // Over plain HTTP, as in a studio's network, browsers have no navigator.clipboard.
  copy.textContent = document.execCommand("copy") ? "Copied" : "Press Ctrl+C";
  setTimeout(() => (copy.textContent = "Copy link"), COPIED_MS);
});
writeLink();
