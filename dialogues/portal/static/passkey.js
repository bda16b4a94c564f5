// Makes or uses a passkey: asks the site for options, the person for consent, and gives the answer.
// Forms say which by data-passkey ("create" or "get"), and where by data-options and data-finish.
"use strict";

const bytes = (text) => {
  const padded = text.replace(/-/g, "+").replace(/_/g, "/").padEnd(Math.ceil(text.length / 4) * 4, "=");
  return Uint8Array.from(atob(padded), (sign) => sign.charCodeAt(0));
};

const letters = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const decoded = (credentials) => (credentials || []).map((one) => ({ ...one, id: bytes(one.id) }));

const ways = {
  create: (options) =>
    navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: decoded(options.excludeCredentials),
      },
    }),
  get: (options) =>
    navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        allowCredentials: decoded(options.allowCredentials),
      },
    }),
};

function told(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: letters(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) answer[name] = letters(response[name]);
  }
  if (response.getTransports) answer.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: letters(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment || undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: answer,
  };
}

async function post(path, csrf, body) {
  const answer = await fetch(path, {
    method: "POST",
    cache: "no-store",
    credentials: "same-origin",
    redirect: "error",
    headers: { "Content-Type": "application/json", "X-Kring-CSRF": csrf },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error("refused");
  return answer.json();
}

function show(form, which) {
  for (const message of form.querySelectorAll("[data-when]")) {
    message.hidden = message.dataset.when !== which;
  }
}

async function go(form) {
  const { csrf, ...fields } = Object.fromEntries(new FormData(form));
  const button = form.querySelector("[data-go]");
  button.disabled = true;
  show(form, "busy");
  try {
    const options = await post(form.dataset.options, csrf, fields);
    const credential = await ways[form.dataset.passkey](options);
    const done = await post(form.dataset.finish, csrf, { ...fields, credential: told(credential) });
    show(form, "");
    location.assign(done.next);
  } catch {
    show(form, "failed");
    button.disabled = false;
    button.focus();
  }
}

document.documentElement.classList.add("js");
for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", (event) => {
    if (event.submitter && "other" in event.submitter.dataset) return;
    event.preventDefault();
    if (window.PublicKeyCredential) go(form);
    else show(form, "unsupported");
  });
}
