declare const LAUNCHER_TEXTS: Record<string, [string, string]>;
console.log(LAUNCHER_TEXTS);
