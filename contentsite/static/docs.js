// The description of the JSON face, drawn by swagger-ui. What is tried out goes to this site alone.
"use strict";

const place = document.getElementById("docs");
const root = document.documentElement;
const token = document.querySelector('meta[name="csrf-token"]')?.content;

function asOneself(request) {
  const isOwn = new URL(request.url, location.href).origin === location.origin;
  if (isOwn && token && !["GET", "HEAD"].includes((request.method || "GET").toUpperCase())) {
    request.headers["X-CSRF-Token"] = token;
  }
  return request;
}

const inDark = matchMedia("(prefers-color-scheme: dark)");

function colour() {
  root.classList.toggle("dark-mode", (root.dataset.theme || (inDark.matches ? "dark" : "light")) === "dark");
}

inDark.addEventListener("change", colour);
colour();

SwaggerUIBundle({
  url: place.dataset.document,
  domNode: place,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
  requestInterceptor: asOneself,
  onComplete: () => root.setAttribute("data-ready", ""),
});
