// Sends the requests of the API page with the token typed there, and shows what came back.
document.querySelectorAll('form[data-try]').forEach((form) => {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const query = new URLSearchParams();
    const headers = {};
    let path = form.dataset.path;
    for (const input of form.querySelectorAll('input[data-in]')) {
      if (input.value === '') continue;
      if (input.dataset.in === 'path') path = path.replace(`{${input.name}}`, encodeURIComponent(input.value));
      else if (input.dataset.in === 'query') query.set(input.name, input.value);
      else headers[input.name] = input.value;
    }
    const token = document.querySelector('[data-token]').value.trim();
    if (token) headers.authorization = `Bearer ${token}`;
    const body = form.querySelector('textarea');
    if (body) headers['content-type'] = body.dataset.type;
    const shown = form.querySelector('pre');
    form.querySelector('p[hidden]')?.removeAttribute('hidden');
    shown.hidden = false;
    try {
      const answer = await fetch(path + (query.size ? `?${query}` : ''), {
        method: form.dataset.try,
        headers,
        body: body ? body.value : undefined,
        credentials: 'omit',
      });
      const text = await answer.text();
      let pretty = text;
      try {
        pretty = JSON.stringify(JSON.parse(text), null, 2);
      } catch {}
      shown.textContent = `${answer.status} ${answer.statusText}\n\n${pretty}`;
    } catch (error) {
      shown.textContent = String(error);
    }
  });
});
