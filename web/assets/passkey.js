// Has the browser make a passkey, or sign by one, where a form asks for it, and sends the form with what it answered.
// Without this script, and in browsers without passkeys, the form stays hidden and the page says what works instead.
(() => {
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) return;
  for (const note of document.querySelectorAll('[data-no-passkey]')) note.hidden = true;
  const optionsFor = async (form) => {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.options, { method: 'POST', body, redirect: 'manual' });
    // Led to the door: the session has ended. The page itself leads there, and back.
    if (answer.type === 'opaqueredirect') return void location.reload();
    const isJson = answer.headers.get('content-type')?.startsWith('application/json');
    const given = isJson ? await answer.json() : {};
    if (answer.ok) return given;
    throw Object.assign(new Error('refused'), { words: given.message });
  };
  const answerOf = async (form, options) => {
    const credential =
      form.dataset.passkey === 'create'
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    return JSON.stringify(credential.toJSON());
  };
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const [button, problem] = [form.querySelector('button'), form.querySelector('[role=alert]')];
    const { failed, known } = form.dataset;
    form.hidden = false;
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      problem.hidden = true;
      button.disabled = true;
      try {
        const options = await optionsFor(form);
        if (!options) return;
        form.elements.response.value = await answerOf(form, options);
        form.submit();
      } catch (error) {
        // InvalidStateError: the device has a passkey of this user already.
        problem.textContent = error.words ?? ((error.name === 'InvalidStateError' && known) || failed);
        problem.hidden = false;
      } finally {
        button.disabled = false;
      }
    });
  }
})();
