// Plays scenes, uploads files, and shows what other programs change. Everything else is HTML and htmx.
(() => {
  'use strict';

  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // ---- what the server has sent, before scripts change it: what differs later was changed by another program
  const parts = ['.title', '.about', '#edit', 'nav.switch', '.matrix thead'];
  const sent = new Map();

  function remember(root) {
    parts.forEach(part => one(part, root) && sent.set(part, one(part, root).outerHTML));
    all('[data-scene]', root).forEach(scene => sent.set(scene.dataset.scene, scene.outerHTML));
  }

  function parsed(html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    return template.content;
  }

  remember(document);

  // the notice about a deletion is for once
  const address = new URL(location.href);
  if (address.searchParams.has('undo')) {
    address.searchParams.delete('undo');
    history.replaceState(null, '', address);
  }

  function notify(text) {
    const notice = one('#notice');
    const line = document.createElement('p');
    line.textContent = text;
    const close = document.createElement('button');
    close.type = 'button';
    close.className = 'quiet';
    close.dataset.dismiss = '';
    close.setAttribute('aria-label', 'Dismiss');
    close.textContent = '×';
    notice.replaceChildren(line, close);
  }

  // ---- audio in place: one player for all buttons
  const inPlace = new Audio();
  let pressed = null;

  function release() {
    if (pressed) {
      pressed.setAttribute('aria-pressed', 'false');
      pressed.style.setProperty('--played', '0');
      pressed = null;
    }
    inPlace.pause();
  }

  function playInPlace(button) {
    const same = button === pressed;
    release();
    if (same) {
      return;
    }
    const player = one('#player');
    if (player) {
      player.pause();
    }
    pressed = button;
    button.setAttribute('aria-pressed', 'true');
    inPlace.src = button.dataset.audio;
    inPlace.play().catch(failure => {
      if (failure.name !== 'AbortError') {
        release();
        notify('This audio cannot be played here. Download it instead.');
      }
    });
  }

  inPlace.addEventListener('timeupdate', () => {
    if (pressed && inPlace.duration > 0) {
      pressed.style.setProperty('--played', String(inPlace.currentTime / inPlace.duration));
    }
  });
  inPlace.addEventListener('ended', release);

  // ---- the stage: the video of a scene together with its audio
  let playingFilm = false;

  function show(scene) {
    const player = one('#player');
    const voice = one('#voice');
    all('.frame.current').forEach(frame => frame.classList.remove('current'));
    scene.classList.add('current');
    const data = scene.dataset;
    player.poster = data.picture || '';
    if (data.video) {
      player.src = data.video;
    } else {
      player.removeAttribute('src');
      player.load();
    }
    if (data.voice) {
      voice.src = data.voice;
    } else {
      voice.pause();
      voice.removeAttribute('src');
    }
    player.volume = data.voice ? 0.3 : 1;
    one('#voice-player').hidden = !data.voice;
    one('#voice-name').textContent = data.voiceName || '';
    const language = scene.classList.contains('lacking') && one('.switch [aria-current=true]');
    one('#now').textContent = 'Scene ' + data.number
      + (data.voiceName ? ' in ' + data.voiceName : language ? ': ' + language.textContent.trim() + ' is missing' : '');
    one('#caption').textContent = data.caption || '';
    player.setAttribute('aria-label', 'Video of ' + data.label);
  }

  /** A file that is not the take of a scene which stands. */
  function look(address, label, picture) {
    if (!player) {
      location.assign(address);
      return;
    }
    const none = document.createElement('li');
    Object.assign(none.dataset, {video: address, number: '', label, picture: picture || ''});
    playingFilm = false;
    play(none);
    one('#now').textContent = label.charAt(0).toUpperCase() + label.slice(1);
  }

  function play(scene) {
    release();
    show(scene);
    const medium = scene.dataset.video ? one('#player') : one('#voice');
    if (medium.hasAttribute('src')) {
      medium.play().catch(failure => {
        if (failure.name !== 'AbortError') {
          notify('This file cannot be played here. Download it from the details of the scene.');
        }
      });
    }
  }

  function sync() {
    const player = one('#player');
    const voice = one('#voice');
    if (voice.hasAttribute('src') && player.hasAttribute('src')
        && (!(voice.duration > 0) || player.currentTime < voice.duration)) {
      voice.currentTime = player.currentTime;
      if (!player.paused) {
        voice.play().catch(() => {});
      }
    }
  }

  const playable = scene => scene.dataset.video || scene.dataset.voice;

  function next() {
    const voice = one('#voice');
    const player = one('#player');
    const talking = voice.hasAttribute('src') && !voice.paused && !voice.ended;
    const moving = player.hasAttribute('src') && !player.paused && !player.ended;
    if (!playingFilm || talking || moving) {
      return;
    }
    let scene = one('.frame.current');
    do {
      scene = scene && scene.nextElementSibling;
    } while (scene && scene.classList.contains('frame') && !playable(scene));
    if (scene && scene.classList.contains('frame')) {
      scene.scrollIntoView({block: 'nearest', inline: 'center'});
      play(scene);
    } else {
      playingFilm = false;
    }
  }

  const player = one('#player');
  if (player) {
    const voice = one('#voice');
    player.addEventListener('play', () => {
      release();
      sync();
    });
    player.addEventListener('seeked', sync);
    player.addEventListener('pause', () => {
      if (!player.ended) {
        voice.pause();
      }
    });
    player.addEventListener('ended', next);
    voice.addEventListener('ended', next);
    const first = one('.frame');
    if (first) {
      show(first);
    }
  }

  /** After a switch of the language: the same scene, in that language. */
  function showAgain(id) {
    const scene = all('.frame').find(frame => frame.dataset.scene === id) || one('.frame');
    if (scene) {
      const playing = !one('#player').paused || !one('#voice').paused;
      if (playing) {
        play(scene);
      } else {
        show(scene);
      }
    }
  }

  // ---- adding files
  const dialog = one('#add');
  let files = [];
  let target = null;

  const kindOf = file => file.type.startsWith('image/') ? 'image' : file.type.startsWith('audio/') ? 'audio' : 'video';

  function sceneOptions(select, chosen) {
    const none = new Option('New scene', '');
    select.append(none);
    all('[data-scene]').forEach(scene => {
      const option = new Option(scene.dataset.label, scene.dataset.scene);
      option.selected = scene.dataset.scene === chosen;
      option.dataset.video = scene.dataset.videoId || '';
      option.dataset.spoken = scene.dataset.spoken || '';
      option.dataset.prompt = scene.dataset.prompt || '';
      select.append(option);
    });
  }

  const api = path => '/api/v1/projects/' + encodeURIComponent(dialog.dataset.project) + path;

  /** Fills a field, unless something was typed there. */
  function suggest(field, text) {
    if (field.value === (field.dataset.suggested || '')) {
      field.value = text;
      field.dataset.suggested = text;
    }
  }

  /** What a take of the scene is made from, if nothing else is said. */
  function suggestTexts(row) {
    const select = one('[name=scene]', row);
    suggest(one('[name=prompt]', row), select.selectedOptions[0].dataset.prompt || '');
    const language = one('[name=language]', row).value.trim();
    if (one('[name=kind]', row).value !== 'audio' || !select.value || !language) {
      return;
    }
    fetch(api('/scenes/' + encodeURIComponent(select.value) + '/lines'))
      .then(answer => answer.ok ? answer.json() : {items: []})
      .then(lines => {
        const line = lines.items.find(each => each.language.toLowerCase() === language.toLowerCase());
        suggest(one('[name=text]', row), line ? line.text : '');
      })
      .catch(() => {});
  }

  function fit(row) {
    const kind = one('[name=kind]', row).value;
    all('[data-for]', row).forEach(field => {
      field.hidden = !field.dataset.for.split(' ').includes(kind);
    });
    one('[name=language]', row).required = kind === 'audio';
    one('[name=scene]', row).options[0].text = kind === 'audio' ? 'None yet' : 'New scene';
  }

  /** The language at the end of a file's name. Only those that the page suggests: other short words are not meant so. */
  function languageOf(name) {
    const stem = name.replace(/\.[^.]*$/, '').toLowerCase();
    const known = all('#language-tags option').map(option => option.value);
    return known.find(tag => ['-', '_', '.'].some(mark => stem.endsWith(mark + tag.toLowerCase()))) || '';
  }

  function addRows(list) {
    const scenes = all('[data-scene]');
    for (const file of list) {
      const row = one('#upload').content.cloneNode(true).firstElementChild;
      const kind = kindOf(file);
      one('.file', row).textContent = file.name;
      one('[name=kind]', row).value = kind;
      const only = kind === 'audio' && scenes.length === 1 ? scenes[0].dataset.scene : null;
      sceneOptions(one('[name=scene]', row), target || only);
      one('[name=language]', row).value = languageOf(file.name);
      fit(row);
      suggestTexts(row);
      one('.uploads', dialog).append(row);
      files.push({file, row});
    }
    one('[type=submit]', dialog).disabled = files.length === 0;
  }

  function openAdd(list, scene) {
    target = scene || null;
    files = [];
    one('.uploads', dialog).replaceChildren();
    one('.error', dialog).hidden = true;
    one('input[type=file]', dialog).value = '';
    addRows(list);
    if (!dialog.open) {
      dialog.showModal();
    }
  }

  /** The scene that a file is for: a new one is created first, once. */
  async function sceneOf(entry) {
    const value = name => one('[name=' + name + ']', entry.row).value.trim();
    if (value('kind') === 'audio' || value('kind') === 'cut' || value('scene')) {
      return value('scene');
    }
    if (!entry.scene) {
      const answer = await fetch(api('/scenes'), {
        method: 'POST',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify(value('prompt') ? {prompt: value('prompt')} : {}),
      });
      const scene = await answer.json();
      if (!answer.ok) {
        throw new Error(scene.detail || 'The scene could not be added.');
      }
      entry.scene = scene.sceneId;
    }
    return entry.scene;
  }

  /** A file that was refused leaves no empty scene. */
  async function forgetScene(entry) {
    if (entry.scene) {
      await fetch(api('/scenes/' + encodeURIComponent(entry.scene)), {method: 'DELETE'}).catch(() => {});
      entry.scene = null;
    }
  }

  function request(file, row, scene) {
    const value = name => one('[name=' + name + ']', row).value.trim();
    const query = new URLSearchParams();
    const put = (name, text) => text && query.set(name, text);
    const type = file.type || 'application/octet-stream';
    put('projectId', dialog.dataset.project);
    put('provider', value('provider'));
    put('sceneId', scene);
    switch (value('kind')) {
      case 'cut':
        return {method: 'PUT', url: api('/final-cut'), body: file, type};
      case 'audio': {
        const about = one('[name=scene]', row).selectedOptions[0].dataset;
        put('language', value('language'));
        put('text', value('text'));
        // the first audio in a language is also that of the video
        if (about.video && !about.spoken.toLowerCase().split(' ').includes(value('language').toLowerCase())) {
          put('generationId', about.video);
        }
        return {method: 'POST', url: '/api/v1/audios?' + query, body: file, type};
      }
      default:
        put('prompt', value('prompt'));
        return {method: 'POST', url: '/api/v1/' + value('kind') + 's?' + query, body: file, type};
    }
  }

  function send(file, row, scene) {
    return new Promise((resolve, reject) => {
      const {method, url, body, type} = request(file, row, scene);
      const bar = one('progress', row);
      const xhr = new XMLHttpRequest();
      bar.hidden = false;
      xhr.open(method, url);
      if (type) {
        xhr.setRequestHeader('Content-Type', type);
      }
      xhr.upload.addEventListener('progress', event => {
        bar.value = event.lengthComputable ? event.loaded / event.total : 0;
      });
      xhr.addEventListener('load', () => {
        if (xhr.status < 300) {
          bar.value = 1;
          resolve();
          return;
        }
        let reason = 'The server answered with status ' + xhr.status + '.';
        try {
          reason = JSON.parse(xhr.responseText).detail || reason;
        } catch (ignored) {
          // not JSON
        }
        reject(new Error(reason));
      });
      xhr.addEventListener('error', () => reject(new Error('The server cannot be reached.')));
      xhr.send(body);
    });
  }

  /** The audio of a row is stored: that of other rows in its language is no longer the first one. */
  function noteLanguage(row) {
    const value = name => one('[name=' + name + ']', row).value.trim();
    if (value('kind') === 'audio' && value('scene')) {
      all('.uploads [name=scene] option', dialog).filter(option => option.value === value('scene')).forEach(option => {
        option.dataset.spoken += ' ' + value('language');
      });
    }
  }

  async function upload() {
    const button = one('[type=submit]', dialog);
    button.disabled = true;
    let failed = 0;
    for (const entry of files.filter(each => !each.done)) {
      const result = one('.result', entry.row);
      result.className = 'result';
      result.textContent = 'Uploading…';
      try {
        await send(entry.file, entry.row, await sceneOf(entry));
        entry.done = true;
        noteLanguage(entry.row);
        result.textContent = 'Added.';
        all('input, select', entry.row).forEach(field => {
          field.disabled = true;
        });
      } catch (failure) {
        failed++;
        await forgetScene(entry);
        one('progress', entry.row).hidden = true;
        result.className = 'result error';
        result.textContent = failure.message;
      }
    }
    button.disabled = false;
    if (failed === 0) {
      location.reload();
    }
  }

  if (dialog) {
    one('input[type=file]', dialog).addEventListener('change', event => addRows(event.target.files));
    one('form', dialog).addEventListener('submit', event => {
      event.preventDefault();
      upload();
    });
    dialog.addEventListener('change', event => {
      const row = event.target.closest('.upload');
      if (event.target.name === 'kind') {
        fit(row);
      }
      if (['kind', 'scene', 'language'].includes(event.target.name)) {
        suggestTexts(row);
      }
    });
    dialog.addEventListener('close', () => {
      if (files.some(entry => entry.done)) {
        location.reload();
      }
    });
    const hasFiles = event => event.dataTransfer && [...event.dataTransfer.types].includes('Files');
    const unmark = () => all('.over').forEach(scene => scene.classList.remove('over'));
    document.addEventListener('dragover', event => {
      if (hasFiles(event)) {
        event.preventDefault();
        document.body.classList.add('dragging');
        unmark();
        const scene = event.target.closest && event.target.closest('[data-scene]');
        if (scene) {
          scene.classList.add('over');
        }
      }
    });
    document.addEventListener('dragleave', event => {
      if (!event.relatedTarget) {
        document.body.classList.remove('dragging');
        unmark();
      }
    });
    document.addEventListener('drop', event => {
      if (hasFiles(event)) {
        event.preventDefault();
        document.body.classList.remove('dragging');
        unmark();
        const scene = event.target.closest && event.target.closest('[data-scene]');
        if (dialog.open) {
          addRows(event.dataTransfer.files);
        } else {
          openAdd(event.dataTransfer.files, scene && scene.dataset.scene);
        }
      }
    });
  }

  // ---- buttons
  document.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (!button) {
      return;
    }
    const data = button.dataset;
    if ('dialog' in data) {
      one('#' + data.dialog).showModal();
    } else if ('close' in data) {
      button.closest('dialog').close();
    } else if ('dismiss' in data) {
      one('#notice').replaceChildren();
    } else if ('add' in data) {
      openAdd([], data.sceneId);
    } else if ('audio' in data) {
      playInPlace(button);
    } else if ('play' in data) {
      playingFilm = false;
      play(button.closest('[data-scene]'));
    } else if ('clear' in data) {
      one(data.clear).replaceChildren();
    } else if ('cancel' in data) {
      focused = '#' + CSS.escape(one('textarea', button.form).id);
    } else if ('look' in data) {
      look(data.look, data.label, data.picture);
    } else if ('finalCut' in data) {
      look(data.finalCut, 'final cut', '');
    } else if (button.id === 'play-film') {
      const first = all('.frame').find(playable);
      if (first) {
        playingFilm = true;
        play(first);
      } else {
        notify('No scene has a file to play yet.');
      }
    }
  });

  // the arrow keys scroll the strip by a scene
  document.addEventListener('keydown', event => {
    if (event.target.id === 'strip' && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      event.preventDefault();
      event.target.scrollBy({left: (event.key === 'ArrowRight' ? 1 : -1) * 240, behavior: 'smooth'});
    }
  });

  // ---- takes: one key chooses, one undoes; lines are saved with Ctrl+Enter
  let focused = null;

  function onTakes(event, strip) {
    const take = event.target.closest('.take');
    const takes = all('.take', strip);
    const step = {ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1}[event.key];
    if (event.key === 'Escape') {
      const chip = one('#' + CSS.escape(strip.parentElement.id.replace(/^takes-/, 'cell-')));
      strip.remove();
      chip.setAttribute('aria-expanded', 'false');
      chip.focus();
      showPostponed();
    } else if (step) {
      const next = takes[takes.indexOf(take) + step];
      if (next) {
        one('.star', next).focus();
      }
    } else {
      const key = event.key.toLowerCase();
      const button = one('[data-key="' + CSS.escape(key) + '"]', key === 'u' ? strip : take || document.createElement('i'));
      if (!button) {
        return;
      }
      focused = '#' + CSS.escape(strip.parentElement.id);
      button.focus();
      button.click();
    }
    event.preventDefault();
  }

  document.addEventListener('keydown', event => {
    if (!event.target.closest) {
      return;
    }
    const form = event.target.closest('.line-form');
    const strip = event.target.closest('.take-strip');
    if (form && event.key === 'Escape') {
      one('[data-cancel]', form).click();
    } else if (form && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      form.requestSubmit();
    } else if (strip && !event.ctrlKey && !event.metaKey && !event.altKey) {
      onTakes(event, strip);
    }
  });

  // pressing a state again closes its takes
  document.addEventListener('htmx:beforeRequest', event => {
    const chip = event.detail.elt;
    if (chip.matches('.state') && chip.getAttribute('aria-expanded') === 'true') {
      event.preventDefault();
      one(chip.getAttribute('hx-target')).replaceChildren();
      chip.setAttribute('aria-expanded', 'false');
      showPostponed();
    }
  });

  // what was swapped has the focus, or what was opened
  document.addEventListener('htmx:afterSettle', event => {
    const target = event.detail.target;
    if (target.matches('.takes-slot')) {
      one('#' + CSS.escape(target.id.replace(/^takes-/, 'cell-'))).setAttribute('aria-expanded', 'true');
      const star = one('.take.stands .star', target) || one('.star', target);
      if (star) {
        star.focus();
      }
    } else if (focused && document.activeElement === document.body) {
      const place = one(focused);
      const next = place && (place.matches('.takes-slot') ? one('.take.stands .star', place) || one('.star', place) : place);
      if (next) {
        next.focus();
      }
    }
    focused = null;
    showPostponed();
  });

  // ---- changes of other programs, on the pages with scenes
  const watched = dialog && !location.pathname.endsWith('/files') ? dialog.dataset.project : null;
  let events = null;
  let updating = Promise.resolve();
  let waiting = false;
  let postponed = false;

  const listIn = root => one('#strip', root) || one('.matrix tbody', root);
  const inUse = root => one('.line-form, .take-strip, .htmx-request, dialog[open]', root) !== null;

  function replace(old, fresh) {
    const focus = old.contains(document.activeElement) && document.activeElement.id;
    if (old.classList.contains('current')) {
      fresh.classList.add('current');
    }
    old.replaceWith(fresh);
    htmx.process(fresh);
    if (focus && one('#' + CSS.escape(focus))) {
      one('#' + CSS.escape(focus)).focus();
    }
  }

  /** As many scenes as are loaded, and what loads the next ones. */
  async function scenesIn(list, count) {
    const scenes = all('[data-scene]', list);
    let more = one('.more', list);
    while (more && scenes.length < count) {
      const answer = await fetch(one('[hx-get]', more).getAttribute('hx-get') + '&count=' + (count - scenes.length));
      const next = parsed(await answer.text());
      scenes.push(...all('[data-scene]', next));
      more = one('.more', next);
    }
    return {scenes, more};
  }

  function updateScenes(list, {scenes, more}) {
    const shown = new Map(all('[data-scene]', list).map(scene => [scene.dataset.scene, scene]));
    const kept = scenes.map(fresh => {
      const id = fresh.dataset.scene;
      const old = shown.get(id);
      const html = fresh.outerHTML;
      if (old && sent.get(id) === html) {
        return old;
      }
      if (old && inUse(old)) {
        postponed = true;
        return old;
      }
      sent.set(id, html);
      if (old) {
        replace(old, fresh);
      }
      return fresh;
    });
    shown.forEach(old => kept.includes(old) || old.remove());
    all('.more', list).forEach(old => old.remove());
    kept.forEach((scene, i) => {
      if (list.children[i] !== scene) {
        list.insertBefore(scene, list.children[i] || null);
        htmx.process(scene);
      }
    });
    if (more) {
      list.append(more);
      htmx.process(more);
    }
  }

  async function update() {
    const address = location.href;
    const answer = await fetch(address, {headers: {Accept: 'text/html'}});
    if (!answer.ok || answer.redirected) {
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const list = listIn(document);
    const fresh = listIn(page);
    const playing = player && !player.paused || !inPlace.paused;
    if ((!list !== !fresh || parts.some(part => !one(part) !== !one(part, page))) && !inUse(document) && !playing) {
      // there is something that the page has no place for, such as its first scene
      location.reload();
      return;
    }
    const scenes = list && fresh && await scenesIn(fresh, all('[data-scene]', list).length);
    if (location.href !== address || listIn(document) !== list) {
      changed();
      return;
    }
    parts.filter(part => one(part) && one(part, page) && !one(part).open).forEach(part => {
      const now = one(part, page);
      if (sent.get(part) !== now.outerHTML) {
        sent.set(part, now.outerHTML);
        replace(one(part), now);
      }
    });
    if (scenes) {
      updateScenes(list, scenes);
    }
  }

  /** Shows several changes at once. */
  function changed() {
    if (!waiting) {
      waiting = true;
      setTimeout(() => {
        waiting = false;
        updating = updating.then(update).catch(() => {});
      }, 300);
    }
  }

  function showPostponed() {
    if (postponed) {
      postponed = false;
      changed();
    }
  }

  /** A browser has few connections to one server, so a page that is not seen has none. */
  function listen() {
    if (events) {
      events.close();
      events = null;
    }
    if (document.hidden) {
      return;
    }
    events = new EventSource('/api/v1/events');
    events.addEventListener('change', event => {
      const change = JSON.parse(event.data);
      if (change.action === 'deleted' && change.id === watched) {
        events.close();
        notify('This project was deleted.');
      } else if (change.projectId === null || change.projectId === watched) {
        changed();
      }
    });
    events.addEventListener('reset', changed);
  }

  if (watched) {
    listen();
    document.addEventListener('visibilitychange', () => {
      listen();
      if (!document.hidden) {
        changed();
      }
    });
  }

  // ---- search in the projects that are loaded
  const search = one('#search');
  function filter() {
    const wanted = search.value.trim().toLocaleLowerCase();
    let found = 0;
    all('#projects [data-title]').forEach(card => {
      card.hidden = !card.dataset.title.toLocaleLowerCase().includes(wanted);
      found += card.hidden ? 0 : 1;
    });
    one('#no-match').hidden = found > 0 || one('#projects .more') !== null;
  }
  if (search) {
    search.addEventListener('input', filter);
    search.form.addEventListener('submit', event => {
      if (document.activeElement === search) {
        event.preventDefault();
      }
    });
  }

  // ---- htmx
  let shown = null;
  document.addEventListener('htmx:beforeSwap', event => {
    remember(parsed(event.detail.serverResponse));
    const current = one('.frame.current');
    shown = current && current.dataset.scene;
    if (event.detail.target.id === 'film') {
      release();
    }
  });
  document.addEventListener('htmx:afterSwap', event => {
    if (search) {
      filter();
    }
    if (player && shown && !one('.frame.current')) {
      // the frame that is shown was replaced by a newer one
      const again = all('.frame').find(frame => frame.dataset.scene === shown);
      if (again) {
        again.classList.add('current');
      }
    }
    if (one('#player') && event.detail.target.id === 'film') {
      showAgain(shown);
    }
    if (event.detail.target.id === 'inspector' || event.detail.target.id === 'planned') {
      one('h2', event.detail.target).focus();
    }
  });
  // what is being written stays on the page when the login has ended
  const isWriting = () => all('textarea, input[type=text]').some(field => field.value !== field.defaultValue);
  document.addEventListener('htmx:responseError', event => {
    const login = event.detail.xhr.status === 401 && event.detail.xhr.getResponseHeader('Location');
    if (login && !isWriting()) {
      window.location.assign(login);
      return;
    }
    const text = new DOMParser().parseFromString(event.detail.xhr.responseText, 'text/html').body.textContent;
    notify(text.trim() || 'The server could not answer.');
  });
  document.addEventListener('htmx:sendError', () => notify('The server cannot be reached.'));
})();
