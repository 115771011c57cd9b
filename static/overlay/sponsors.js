// The sponsors' pictures, one after the other.

import { picture } from "./dom.js";

/** @returns a function that takes the view's sponsors; the turn starts anew only when they change */
export function sponsorReel(image) {
  let running = "";
  let timer = null;
  return ({ urls, ms }) => {
    const wanted = JSON.stringify([urls, ms]);
    if (wanted === running) return;
    running = wanted;
    clearInterval(timer);
    let turn = 0;
    const show = () => picture(image, urls[turn++ % urls.length] ?? "");
    show();
    if (urls.length > 1) timer = setInterval(show, ms);
  };
}
