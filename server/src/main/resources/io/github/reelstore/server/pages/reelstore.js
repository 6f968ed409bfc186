// Plays scenes, and uploads files. Everything else is HTML and htmx.
(() => {
  'use strict';

  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

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
    one('#now').textContent = 'Scene ' + data.number + (data.voiceName ? ' in ' + data.voiceName : '');
    one('#caption').textContent = data.caption || '';
    player.setAttribute('aria-label', 'Video of ' + data.label);
  }

  function playFinalCut(address) {
    const none = document.createElement('li');
    none.dataset.video = address;
    none.dataset.number = '';
    none.dataset.label = 'the final cut';
    play(none);
    one('#now').textContent = 'Final cut';
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
      select.append(option);
    });
  }

  function fit(row) {
    const kind = one('[name=kind]', row).value;
    all('[data-for]', row).forEach(field => {
      field.hidden = !field.dataset.for.split(' ').includes(kind);
    });
    one('[name=language]', row).required = kind === 'audio';
    one('[name=scene]', row).options[0].text = kind === 'audio' ? 'None yet' : 'New scene';
  }

  function addRows(list) {
    const scenes = all('[data-scene]');
    for (const file of list) {
      const row = one('#upload').content.cloneNode(true).firstElementChild;
      const kind = kindOf(file);
      one('.file', row).textContent = file.name;
      one('[name=kind]', row).value = kind;
      const only = kind === 'audio' && scenes.length === 1 ? scenes[0].dataset.scene : null;
      sceneOptions(one('[name=scene]', row), kind === 'image' ? null : target || only);
      const tag = /[-_.]([a-z]{2,3}(-[A-Za-z]{2,4})?)\.[a-z0-9]+$/.exec(file.name);
      if (tag) {
        one('[name=language]', row).value = tag[1];
      }
      fit(row);
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

  function request(file, row) {
    const value = name => one('[name=' + name + ']', row).value.trim();
    const project = encodeURIComponent(dialog.dataset.project);
    const query = new URLSearchParams();
    const put = (name, text) => text && query.set(name, text);
    const type = file.type || 'application/octet-stream';
    const scene = value('scene');
    put('projectId', dialog.dataset.project);
    put('provider', value('provider'));
    switch (value('kind')) {
      case 'image': {
        const metadata = {image: {provider: value('provider')}, video: {}, pending: true};
        if (value('prompt')) {
          metadata.image.prompt = value('prompt');
          metadata.video.prompt = value('prompt');
        }
        const form = new FormData();
        form.append('metadata', new Blob([JSON.stringify(metadata)], {type: 'application/json'}));
        form.append('image', file);
        return {method: 'POST', url: '/api/v1/projects/' + project + '/pairs', body: form};
      }
      case 'audio':
        put('language', value('language'));
        put('text', value('text'));
        put('generationId', scene);
        return {method: 'POST', url: '/api/v1/audios?' + query, body: file, type};
      case 'cut':
        return {method: 'PUT', url: '/api/v1/projects/' + project + '/final-cut', body: file, type};
      default:
        if (scene) {
          return {method: 'PUT', url: '/api/v1/videos/' + encodeURIComponent(scene) + '/file', body: file, type};
        }
        put('prompt', value('prompt'));
        return {method: 'POST', url: '/api/v1/videos?' + query, body: file, type};
    }
  }

  function send(file, row) {
    return new Promise((resolve, reject) => {
      const {method, url, body, type} = request(file, row);
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

  async function upload() {
    const button = one('[type=submit]', dialog);
    button.disabled = true;
    let failed = 0;
    for (const entry of files.filter(each => !each.done)) {
      const result = one('.result', entry.row);
      result.className = 'result';
      result.textContent = 'Uploading…';
      try {
        await send(entry.file, entry.row);
        entry.done = true;
        result.textContent = 'Added.';
        all('input, select', entry.row).forEach(field => {
          field.disabled = true;
        });
      } catch (failure) {
        failed++;
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
      if (event.target.name === 'kind') {
        fit(event.target.closest('.upload'));
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
    } else if ('finalCut' in data) {
      if (player) {
        playingFilm = false;
        playFinalCut(data.finalCut);
      } else {
        location.assign(data.finalCut);
      }
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
    if (one('#player') && event.detail.target.id === 'film') {
      showAgain(shown);
    }
    if (event.detail.target.id === 'inspector') {
      one('h2', event.detail.target).focus();
    }
  });
  document.addEventListener('htmx:responseError', event => {
    const text = new DOMParser().parseFromString(event.detail.xhr.responseText, 'text/html').body.textContent;
    notify(text.trim() || 'The server could not answer.');
  });
  document.addEventListener('htmx:sendError', () => notify('The server cannot be reached.'));
})();
