// Passkeys need a script: the browser hands the key's answer to a script only. Everything else works without this file.
(() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((item) => ({ ...item, id: bytes(item.id) }));

  const answer = async (asked) => {
    const given = { ...asked, challenge: bytes(asked.challenge) };
    if (asked.user) {
      given.user = { ...asked.user, id: bytes(asked.user.id) };
      given.excludeCredentials = known(asked.excludeCredentials);
      return navigator.credentials.create({ publicKey: given });
    }
    given.allowCredentials = known(asked.allowCredentials);
    return navigator.credentials.get({ publicKey: given });
  };

  const packed = (credential) => {
    const said = credential.response;
    const response = { clientDataJSON: text(said.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (said[name]) response[name] = text(said[name]);
    }
    return JSON.stringify({
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  };

  for (const form of document.querySelectorAll("form[data-key]")) {
    const excuse = form.querySelector("[data-excuse]");
    if (!window.PublicKeyCredential) {
      if (excuse) excuse.hidden = false;
      continue;
    }
    form.querySelector("[data-go]").addEventListener("click", async (event) => {
      event.preventDefault();
      if (excuse) excuse.hidden = true;
      try {
        form.elements.credential.value = packed(await answer(JSON.parse(form.dataset.key)));
        form.submit();
      } catch {
        if (excuse) excuse.hidden = false;
      }
    });
  }
})();
