// Attack or defence by a sign of its own: colours alone would leave some viewers out.

import { icon, value } from "./dom.js";

export function drawSide(sign, { isAttacking }) {
  const side = isAttacking ? "attack" : "defence";
  icon(sign, side);
  value(sign, side);
}
