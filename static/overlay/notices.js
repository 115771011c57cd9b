// What comes and goes: timeouts, the technical pause, toasts, the watermark.

import { countdown } from "./clock.js";
import { attribute, field, picture, text } from "./dom.js";

export function drawNotices(root, view) {
  drawPause(field(root, "pause"), view);
  drawToast(field(root, "toast"), view);
  text(field(root, "watermark"), view.watermark);
}

/** One banner for a technical pause and for timeouts: the state never holds two at once. */
function drawPause(banner, { timeout, teams }) {
  const team = teams.find(({ side }) => side === timeout.team);
  const kind = timeout.techPause ? "tech" : timeout.team;
  attribute(banner, "data-kind", kind);
  if (!kind) return; // it slides away with the words it had
  const isTimeout = !timeout.techPause;
  text(field(banner, "pause-title"), isTimeout ? "Timeout" : "Technical pause");
  text(field(banner, "pause-team"), isTimeout ? team.spoken : "");
  text(field(banner, "pause-left"), isTimeout ? countdown(timeout.seconds) : "");
  attribute(banner, "data-attacking", isTimeout && team.isAttacking);
  attribute(banner, "data-flank", isTimeout ? team.side : null);
}

function drawToast(box, { toast, teams, eventLogo }) {
  attribute(box, "data-active", toast !== null);
  if (toast === null) return;
  const team = teams.find(({ side }) => side === toast.team);
  attribute(box, "data-attacking", team ? team.isAttacking : null);
  attribute(box, "data-flank", team?.side ?? null);
  text(field(box, "toast-title"), toast.title);
  text(field(box, "toast-message"), toast.message);
  picture(field(box, "toast-logo"), team?.logo || (toast.showsEventLogo ? eventLogo : ""));
}
