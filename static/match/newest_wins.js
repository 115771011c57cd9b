// While somebody drags the scrubber, the server gets one question at a time.

/** Makes `ask(what)`: of all that is asked while an answer is awaited, only the last is loaded. */
export function newestWins(load, show, fail) {
  let wanted = null;
  let busy = false;

  return async function ask(what) {
    wanted = { what };
    if (busy) return;
    busy = true;
    while (wanted) {
      const next = wanted;
      wanted = null;
      try {
        show(await load(next.what));
      } catch (error) {
        fail(error);
      }
    }
    busy = false;
  };
}
