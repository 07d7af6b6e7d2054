/** What the first view does not need: fetched while the person reads it, in one piece. */
export { inspect, without } from "../shared/secrets/inspect.ts";
export { default as EndDialog } from "./views/EndDialog.svelte";
export { default as RecordDialog } from "./views/RecordDialog.svelte";
export { default as ResumeDialog } from "./views/ResumeDialog.svelte";
export { default as SecretDialog } from "./views/SecretDialog.svelte";
