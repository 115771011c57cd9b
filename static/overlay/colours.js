// The colours of the teams, as CSS variables: from the address of the page, else from the logon.
// Where there are none, the colours of attack and defence stay.

const TEXT = { dark: "#0a0d13", light: "#ffffff" };

/** @param asked colours by side, as the address of the page has them */
export function drawColours(root, teams, asked) {
  for (const { side, colour } of teams) {
    const given = asked[side] || colour;
    put(root, `--given-${side}`, given);
    put(root, `--given-on-${side}`, given && textOn(given));
  }
}

function put({ style }, name, value) {
  if (style.getPropertyValue(name) !== value) style.setProperty(name, value); // "" removes it
}

/** Dark or light, whichever stands out more. */
function textOn(colour) {
  const [red, green, blue] = channels(colour).map(linear);
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return light > 0.3 ? TEXT.dark : TEXT.light;
}

function channels(colour) {
  const digits = colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit).join("") : colour.slice(1);
  return [0, 2, 4].map((start) => parseInt(digits.slice(start, start + 2), 16) / 255);
}

function linear(channel) {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
