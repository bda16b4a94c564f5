// Empties a page of which the content was taken back, or of which nobody can say that it was not:
// every 5 seconds it asks whether it is still there; 10 seconds without an answer are too long.
"use strict";
const watched = document.querySelector("main[data-watch]");
const EVERY = 5000;
const LONGEST = 10000;
let heard = performance.now();
let waits = false;
let isEmpty = false;

function empty(silent) {
  if (isEmpty) return;
  isEmpty = true;
  watched.hidden = false;
  const heading = document.createElement("h1");
  heading.textContent = silent ? "Geen verbinding" : "Hier staat niets meer";
  const text = document.createElement("p");
  text.className = "lead";
  text.textContent = silent
    ? "Daarom is deze pagina leeg. Is er weer verbinding, laad de pagina dan opnieuw."
    : "Er is hier niets te lezen, of niet meer.";
  const link = document.createElement("a");
  link.href = silent ? location.pathname : "/gedeeld";
  link.className = "button";
  link.textContent = silent ? "Opnieuw laden" : "Naar wat met u is gedeeld";
  const box = document.createElement("div");
  box.className = "narrow";
  box.setAttribute("role", "alert");
  box.append(heading, text, link);
  watched.className = "";
  watched.replaceChildren(box);
}

async function ask() {
  if (waits || isEmpty) return;
  waits = true;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), EVERY - 500);
  try {
    const answer = await fetch(watched.dataset.watch, {
      cache: "no-store",
      redirect: "manual",
      headers: { "X-Kring-Watch": "1" },
      signal: stop.signal,
    });
    if (answer.status === 204) {
      heard = performance.now();
      watched.hidden = false;
    } else if (watched.dataset.anew) {
      watched.hidden = true; // a list in which something changed
      location.replace(watched.dataset.anew);
    } else {
      empty(false);
    }
  } catch {
    // no answer: `look` counts how long
  } finally {
    clearTimeout(timer);
    waits = false;
  }
}

function look() {
  if (performance.now() - heard < LONGEST) return;
  // A page in the background is held still by the browser: hidden first, and asked again.
  if (document.visibilityState === "hidden") watched.hidden = true;
  else empty(true);
}

function returns() {
  if (performance.now() - heard >= LONGEST) {
    watched.hidden = true;
    heard = performance.now();
  }
  ask();
}

if (watched) {
  setInterval(ask, EVERY);
  setInterval(look, 1000);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") returns();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      watched.hidden = true;
      returns();
    }
  });
  ask();
}
