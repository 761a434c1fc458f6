const key = "longhaul.shortcuts";

/** Single-key shortcuts can be switched off, for people whose voice or hand sends stray keys (WCAG 2.1.4). */
export function areShortcutsOn(): boolean {
  try {
    return localStorage.getItem(key) !== "off";
  } catch {
    return true;
  }
}

export function setShortcutsOn(isOn: boolean): void {
  try {
    localStorage.setItem(key, isOn ? "on" : "off");
  } catch {
    // Storage is switched off: shortcuts stay on.
  }
}
