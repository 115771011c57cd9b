// Saves a change as soon as it is made, and shows what others of the crew change.

const EVERY_MS = 5000;
const COPIED_MS = 1500;

const players = document.getElementById("players");
const note = document.getElementById("note");
let saving = Promise.resolve();

/** The answer as a page; throws, in its own words, where it is not the crew's page. */
async function read(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page.getElementById("players")) {
    throw new Error(page.querySelector("h1")?.textContent ?? `error ${answer.status}`);
  }
  return page;
}

const rows = (box) => [...box.querySelectorAll("[data-player]")];
const outline = (box) =>
  JSON.stringify([...box.children].map((group) => [group.querySelector("h2").textContent, rows(group).map((row) => row.dataset.player)]));

const codeOf = (page) => page.querySelector("[name=group_code]");

/** Somebody types in this row, or a change of it is on its way. */
function isBusy({ elements: { shown, camera } }) {
  const isChanged = shown.value !== shown.defaultValue || camera.checked !== camera.defaultChecked;
  return isChanged || shown === document.activeElement;
}

function update({ elements: { shown, camera } }, fresh) {
  shown.value = shown.defaultValue = fresh.elements.shown.value;
  camera.checked = camera.defaultChecked = fresh.elements.camera.checked;
}

function merge(page) {
  const fresh = page.getElementById("players");
  document.getElementById("follows").replaceWith(page.getElementById("follows"));
  const code = codeOf(document);
  if (code && code.value === code.defaultValue) code.value = code.defaultValue = codeOf(page).value;
  if (outline(fresh) === outline(players)) {
    for (const [index, row] of rows(players).entries()) {
      if (!isBusy(row)) update(row, rows(fresh)[index]);
    }
  } else if (!rows(players).some(isBusy)) {
    players.replaceChildren(...fresh.children);
  }
}

async function save(form, button) {
  const body = new FormData(form);
  body.append(button.name, button.value);
  try {
    const page = await read(await fetch(location.href, { method: "POST", body }));
    const problem = page.getElementById("note").textContent;
    note.textContent = problem || "Saved";
    if (problem) return;
    settle(form, body);
    merge(page);
  } catch (error) {
    console.warn("A change was not saved", error);
    note.textContent = `Not saved: ${error.message}`;
  }
}

/** What was sent is no change any more. */
function settle(form, sent) {
  if (form.matches(".add")) return form.reset();
  if (form.matches(".code")) codeOf(form).defaultValue = codeOf(form).value;
  if (!form.dataset.player) return;
  form.elements.shown.defaultValue = sent.get("shown");
  form.elements.camera.defaultChecked = sent.has("camera");
}

async function refresh() {
  try {
    merge(await read(await fetch(location.href)));
    if (note.dataset.lost) note.textContent = "";
    delete note.dataset.lost;
  } catch (error) {
    console.warn("The page can't be read", error);
    note.textContent = `The server can't be asked: ${error.message}`;
    note.dataset.lost = "yes";
  }
  setTimeout(refresh, EVERY_MS);
}

function copy(button) {
  button.dataset.usual ??= button.textContent;
  button.parentElement.querySelector("input").select();
  // Over plain HTTP, as in a studio's network, browsers have no navigator.clipboard.
  const done = document.execCommand("copy");
  button.textContent = done ? "Copied" : "Press Ctrl+C";
  setTimeout(() => (button.textContent = button.dataset.usual), COPIED_MS);
}

addEventListener("submit", (event) => {
  event.preventDefault();
  saving = saving.then(() => save(event.target, event.submitter));
});
players.addEventListener("change", ({ target }) => {
  if (target.form) target.form.requestSubmit(target.form.querySelector("[value=save]"));
});
addEventListener("click", ({ target }) => {
  if (target.matches("[data-copy]")) copy(target);
});
setTimeout(refresh, EVERY_MS);
