import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** Join the manifests of the surfaces into `manifest.json`: entry ("panel/main.ts") -> {file, css, imports}. */
export function mergeManifests(folder: string, names: string[]): void {
  const merged: Record<string, unknown> = {};
  for (const name of names) {
    const path = join(folder, `${name}.manifest.json`);
    const entries = JSON.parse(readFileSync(path, "utf8")) as Record<string, object>;
    for (const [key, entry] of Object.entries(entries)) merged[key in merged ? `${name}:${key}` : key] = entry;
    rmSync(path);
  }
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(merged, null, 2) + "\n");
}

/** Lay `.br` and `.gz` beside every text file, so the server never compresses. */
export function compressFiles(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!/\.(js|css|svg|json)$/.test(name) || !statSync(path).isFile()) continue;
    const content = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
    const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params: quality }));
  }
}
