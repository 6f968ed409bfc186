// A program as a user writes it with the generated types: node client.js URL IMAGE
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

const [url, file] = process.argv.slice(2);
assert(url && file, "usage: client.js URL IMAGE");
const api = createClient<paths>({ baseUrl: url });

/** The answer of an operation that succeeds. */
async function ok<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  assert(data !== undefined, `${response.status} ${response.url}: ${JSON.stringify(error)}`);
  return data;
}

// Projects
const key = { "Idempotency-Key": randomUUID() };
const body = { title: "Hải đăng lúc hoàng hôn", defaultLanguage: "vi", meta: { mood: "calm" } };
const project: components["schemas"]["VideoProject"] = await ok(api.POST("/api/v1/projects", { params: { header: key }, body }));
const again = await ok(api.POST("/api/v1/projects", { params: { header: key }, body }));
assert.equal(again.id, project.id);
const path = { project: project.id };
const changed = await ok(
  api.PATCH("/api/v1/projects/{project}", {
    params: { path, header: { "If-Match": `"${project.version}"` } },
    body: { status: "in_progress", meta: { light: "low" } },
  }),
);
assert.deepEqual(changed.meta, { mood: "calm", light: "low" });
const stale = await api.PATCH("/api/v1/projects/{project}", {
  params: { path, header: { "If-Match": `"${project.version}"` } },
  body: { title: "never" },
});
assert.equal(stale.response.status, 412);
assert.equal(stale.error?.type, "urn:reelstore:problem:version-mismatch");

// Files: as the body, and in a form
const png = new Blob([await readFile(file)], { type: "image/png" });
const image = await ok(
  api.POST("/api/v1/images", {
    params: { query: { projectId: project.id, provider: "imagen", prompt: "A lighthouse at dusk" } },
    headers: { "Content-Type": "image/png" },
    body: png as unknown as string,
    bodySerializer: (content) => content as unknown as BodyInit,
  }),
);
assert.equal(image.byteSize, png.size);
const second = await ok(
  api.POST("/api/v1/images", {
    body: { metadata: { projectId: project.id, provider: "imagen" }, file: png as unknown as string },
    bodySerializer: (parts) => {
      const form = new FormData();
      const { metadata, file: content } = parts as { metadata: unknown; file: unknown };
      form.set("metadata", new Blob([JSON.stringify(metadata)], { type: "application/json" }));
      form.set("file", content as Blob);
      return form;
    },
  }),
);
assert.equal(second.contentHash, image.contentHash);
const video = await ok(
  api.POST("/api/v1/videos", { body: { projectId: project.id, prompt: "The lamp turns on", imageGenerationId: image.id } }),
);
assert.equal(video.status, "pending");

// Storyboards
const scene = await ok(api.POST("/api/v1/projects/{project}/scenes", { params: { path }, body: { prompt: "A lighthouse at dusk" } }));
const inScene = { ...path, scene: scene.sceneId };
await ok(
  api.PUT("/api/v1/projects/{project}/scenes/{scene}/lines/{language}", {
    params: { path: { ...inScene, language: "vi" } },
    body: { text: "Xin chào" },
  }),
);
const chosen = await api.POST("/api/v1/projects/{project}/scenes/{scene}/takes/{track}/choose", {
  params: { path: { ...inScene, track: "video" } },
  body: { take: video.id },
});
assert.equal(chosen.response.status, 404, "it is in no scene");
const board = await ok(api.GET("/api/v1/projects/{project}/storyboard", { params: { path, query: { languages: "vi" } } }));
const spoken = board.scenes[0]?.cells.find((cell) => cell.track === "audio");
assert.equal(spoken?.state, "missing");
const plan = await ok(
  api.GET("/api/v1/projects/{project}/plan", { params: { path, query: { tracks: "audio", scene: [scene.sceneId] } } }),
);
assert.equal(plan.requests, 0);
assert.equal(plan.cells[0]?.step, "wait");

// Reading
const view = await ok(api.GET("/api/v1/projects/{project}/view", { params: { path } }));
assert.equal(view.generations[0]?.image?.id, image.id);
const first = await ok(api.GET("/api/v1/images", { params: { query: { projectId: project.id, limit: 1 } } }));
assert(first.nextCursor);
const next = await ok(
  api.GET("/api/v1/images", { params: { query: { projectId: project.id, limit: 1, after: first.nextCursor } } }),
);
assert.deepEqual([...first.items, ...next.items].map((row) => row.id).sort(), [image.id, second.id].sort());
const media = await api.GET("/api/v1/media/{key}", {
  params: { path: { key: image.filePath }, header: { Range: "bytes=0-7" } },
  parseAs: "arrayBuffer",
});
assert.equal(media.response.status, 206);
assert(media.data instanceof ArrayBuffer);
assert.deepEqual(new Uint8Array(media.data), new Uint8Array(await png.slice(0, 8).arrayBuffer()));
const check = await ok(api.GET("/api/v1/maintenance/verification", { params: { query: { depth: "content" } } }));
assert.equal(check.found, 0);

// Events
const events = await api.GET("/api/v1/events", { parseAs: "stream" });
assert(events.data);
const reader = events.data.pipeThrough(new TextDecoderStream()).getReader();
await reader.read();
const gone = await ok(api.DELETE("/api/v1/projects/{project}", { params: { path } }));
assert.equal(gone.id, project.id);
let text = "";
while (!text.includes("\n\n") || text.startsWith(":")) {
  const { value, done } = await reader.read();
  assert(!done);
  text = value.startsWith(":") ? "" : text + value;
}
assert.match(text, /^event: change$/m);
assert.match(text, new RegExp(`"action":"deleted","kind":"project","id":"${project.id}"`));
await reader.cancel();
console.log("The generated client passed a round.");
