// Draws each figure of the page from the table that stands below it.
(() => {
  'use strict';
  const root = document.documentElement;
  const colour = name => getComputedStyle(root).getPropertyValue(name).trim();
  const font = size => `${size}px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif`;
  const make = (kind, parent, text, className) => {
    const element = document.createElement(kind);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    if (parent) parent.append(element);
    return element;
  };

  // Numbers.
  const number = text => text === '' ? undefined : text === 'inf' ? Infinity : text === '-inf' ? -Infinity : Number(text);
  const told = value => {
    if (value === undefined) return '–';
    if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
    const size = Math.abs(value);
    if (Number.isInteger(value) && size < 1e6) return String(value);
    return size >= 1e5 || size < 1e-3 ? value.toExponential(2).replace(/\.?0+e/, 'e').replace('e+', 'e') : String(Number(value.toPrecision(4)));
  };
  const shortened = (name, letters) => name.length <= letters ? name
    : name.slice(0, Math.ceil(letters / 2) - 1) + '…' + name.slice(-Math.floor(letters / 2));
  const off = (value, axis) => value === undefined ? '' : Number.isNaN(value) ? 'x' : value < axis.min ? 'v' : value > axis.max ? '^' : '';

  // Powers of ten, or every second, fifth, …; where there are few, their multiples by 2 and 5 too.
  const decades = (min, max, wanted) => {
    const first = Math.floor(Math.log10(min)), last = Math.ceil(Math.log10(max));
    let step = 1;
    while ((last - first) / step > wanted) step += step === 1 ? 1 : step === 2 ? 3 : step;
    const ticks = [];
    for (let exponent = first; exponent <= last; exponent++) {
      if (exponent % step) continue;
      for (const factor of last - first <= 2 ? [1, 2, 5] : [1]) ticks.push(Number(`${factor}e${exponent}`));
    }
    return ticks.filter(tick => tick >= min * .999999 && tick <= max * 1.000001);
  };
  const tableOf = table => [...table.tBodies[0].rows].map(row => ({
    name: row.cells[0].textContent.trim(), x: row.cells[0].dataset.x, cells: [...row.cells].slice(1).map(cell => number(cell.textContent.trim()))
  }));
  const measure = document.createElement('canvas').getContext('2d');
  const textWidth = text => { measure.font = font(12); return measure.measureText(text).width; };
  const swatch = (parent, style, stroke, thin) => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('class', 'swatch');
    svg.setAttribute('viewBox', '0 0 26 12');
    svg.setAttribute('aria-hidden', 'true');
    const shape = document.createElementNS(svg.namespaceURI, style === 'points' ? 'circle' : style === 'bars' ? 'rect' : 'path');
    const attributes = style === 'points' ? { cx: 13, cy: 6, r: 4.5, fill: stroke }
      : style === 'bars' ? { x: 6, y: 1, width: 14, height: 10, fill: stroke, 'fill-opacity': .5 }
      : { d: 'M1 6H25', stroke, 'stroke-width': thin ? 1.25 : 2.5, 'stroke-dasharray': style === 'dashed' ? '5 4' : 'none' };
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    svg.append(shape);
    parent.append(svg);
  };

  // The part of a figure that keys and a pointer move over: a box with a tip, and words for those who listen.
  const stage = (plot, words, count, show) => {
    const box = make('div', plot, undefined, 'canvas');
    box.tabIndex = 0;
    box.setAttribute('role', 'img');
    box.setAttribute('aria-label', `${words} Arrow keys read the values.`);
    const tip = make('div', plot, undefined, 'tip');
    tip.hidden = true;
    const spoken = make('p', plot, undefined, 'spoken');
    spoken.setAttribute('aria-live', 'polite');
    let at = -1, said = '';
    const hide = () => { at = -1; tip.hidden = true; show(null); };
    box.addEventListener('keydown', event => {
      const steps = show.steps;
      const move = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -steps, ArrowDown: steps, Home: -Infinity, End: Infinity }[event.key];
      if (event.key === 'Escape') hide();
      if (move === undefined || move === 0 || Number.isNaN(move)) return;
      event.preventDefault();
      at = at < 0 ? (move === -1 || move === Infinity ? count - 1 : 0) : Math.min(count - 1, Math.max(0, at + move));
      show(at);
      spoken.textContent = said;
    });
    box.addEventListener('blur', hide);
    const tell = (index, left, top, title, lines) => {
      at = index;
      said = `${title}: ${lines.map(line => `${line.name} ${line.value}`).join(', ')}`;
      tip.replaceChildren();
      make('b', tip, title);
      for (const line of lines) {
        const row = make('span', tip);
        if (line.colour) swatch(row, line.style, line.colour, line.thin);
        make('u', row, line.name);
        make('i', row, line.value);
      }
      tip.hidden = false;
      const offset = box.offsetTop;
      tip.style.left = `${left + 14 + tip.offsetWidth > box.offsetWidth ? Math.max(0, left - 14 - tip.offsetWidth) : left + 14}px`;
      tip.style.top = `${offset + Math.max(0, Math.min(top, box.offsetHeight - tip.offsetHeight))}px`;
    };
    return { box, tell, hide };
  };

  // What every figure with two axes shares.
  const axisOptions = (axis, names, narrow, width) => {
    const base = {
      stroke: colour('--soft'), font: font(12), labelFont: font(13), label: axis.title, labelSize: 22, labelGap: 2,
      grid: { stroke: colour('--grid'), width: 1 }, ticks: { stroke: colour('--rule'), width: 1, size: 5 }, gap: 4
    };
    if (names) {
      const letters = narrow ? 12 : 16, labels = names.map(name => shortened(name ?? '', letters));
      const isFlat = labels.length * (Math.max(...labels.map(textWidth)) + 14) < width - 70;
      return {
        ...base, rotate: isFlat ? 0 : 35, grid: { show: false },
        size: (u, values) => isFlat ? 22 : 14 + .62 * Math.max(20, ...(values ?? []).map(textWidth)),
        splits: (u, i, min, max) => {
          const step = Math.max(1, Math.ceil((max - min) / Math.max(2, u.bbox.width / uPlot.pxRatio / 46)));
          const places = [];
          for (let place = Math.ceil(min / step) * step; place <= max; place += step) if (place >= 0 && place < names.length) places.push(place);
          return isFlat ? names.map((_, place) => place).filter(place => place >= min && place <= max) : places;
        },
        values: (u, places) => places.map(place => labels[place])
      };
    }
    const logarithmic = axis.log ? {
      splits: (u, i, min, max) => decades(min, max, i === 0 ? (narrow ? 4 : 9) : 7), filter: (u, ticks) => ticks
    } : {};
    return { ...base, ...logarithmic, size: 22, values: (u, ticks) => ticks.map(tick => axis.log && tick >= 1e4 ? tick.toExponential().replace('+', '') : told(tick)) };
  };
  const scaleOptions = axis => ({ time: false, distr: axis.log ? 3 : 1, log: 10, auto: false, min: axis.min, max: axis.max, range: (u, min, max) => [min ?? axis.min, max ?? axis.max] });
  // Paper is as wide as it is.
  const widthOf = plot => Math.max(200, Math.min(plot.clientWidth, !root.dataset.printing ? Infinity : plot.parentElement.classList.contains('panel') ? 310 : 660));
  const build = (plot, box, figure, names, data, series, bands, hooks, points) => {
    const width = widthOf(plot), narrow = width < 560;
    const isPanel = plot.parentElement.classList.contains('panel');
    const height = (isPanel ? 200 : narrow ? 230 : 310) + (names ? 50 : 0);
    const whole = u => u.setScale('x', { min: figure.x.min, max: figure.x.max });
    const y = { ...axisOptions(figure.y, null, narrow, width), size: (u, values) => 12 + Math.max(12, ...(values ?? []).map(textWidth)) };
    const chart = new uPlot({
      width, height, padding: [10, 12, 0, 0], legend: { show: false }, bands, series: [{}, ...series],
      scales: { x: scaleOptions(figure.x), y: { ...scaleOptions(figure.y), range: () => [figure.y.min, figure.y.max] } },
      axes: [axisOptions(figure.x, names, narrow, width), y],
      cursor: { y: false, drag: { x: true, y: false }, points: { show: points, size: 8 }, bind: { dblclick: u => () => (whole(u), null) } },
      hooks: { ...hooks, ready: [whole] }
    }, data, box);
    plot.chart = chart;
    return chart;
  };
  const across = (chart, value, scale) => chart.valToPos(value, scale, true);

  const mark = (chart, kind, x, stroke) => {
    const { ctx, bbox } = chart, left = across(chart, x, 'x');
    const size = Math.min(5 * uPlot.pxRatio, Math.max(3.5 * uPlot.pxRatio, .45 * bbox.width / chart.data[0].length));
    if (left < bbox.left - size || left > bbox.left + bbox.width + size) return;
    const [edge, far] = kind === '^' ? [bbox.top, bbox.top + 2 * size] : [bbox.top + bbox.height, bbox.top + bbox.height - 2 * size];
    ctx.beginPath();
    if (kind === 'x') {
      ctx.moveTo(left - size, edge); ctx.lineTo(left + size, far); ctx.moveTo(left - size, far); ctx.lineTo(left + size, edge);
      ctx.lineWidth = 2 * uPlot.pxRatio; ctx.strokeStyle = stroke; ctx.stroke();
    } else {
      ctx.moveTo(left - size, far); ctx.lineTo(left + size, far); ctx.lineTo(left, edge);
      ctx.closePath(); ctx.fillStyle = stroke; ctx.fill();
    }
  };
  // The band of a value that has no neighbour.
  const whisker = (chart, { x, low, high, stroke }, axis) => {
    if (Number.isNaN(low) || Number.isNaN(high)) return;
    const { ctx } = chart, left = across(chart, x, 'x'), inside = value => across(chart, Math.min(axis.max, Math.max(axis.min, value)), 'y');
    ctx.save();
    ctx.strokeStyle = stroke; ctx.globalAlpha = .5; ctx.lineWidth = 2 * uPlot.pxRatio;
    ctx.beginPath(); ctx.moveTo(left, inside(low)); ctx.lineTo(left, inside(high)); ctx.stroke();
    ctx.restore();
  };
  const references = (chart, figure) => {
    const { ctx, bbox } = chart, ratio = uPlot.pxRatio;
    ctx.save();
    ctx.strokeStyle = colour('--soft'); ctx.fillStyle = colour('--soft'); ctx.lineWidth = ratio; ctx.setLineDash([2 * ratio, 3 * ratio]); ctx.font = font(12 * ratio);
    for (const line of figure.references) {
      if (off(line.value, line.vertical ? figure.x : figure.y)) continue;
      const place = Math.round(across(chart, line.value, line.vertical ? 'x' : 'y')) + .5;
      ctx.textAlign = line.vertical ? 'left' : 'right'; ctx.textBaseline = line.vertical ? 'top' : 'bottom';
      ctx.beginPath();
      if (line.vertical) { ctx.moveTo(place, bbox.top); ctx.lineTo(place, bbox.top + bbox.height); }
      else { ctx.moveTo(bbox.left, place); ctx.lineTo(bbox.left + bbox.width, place); }
      ctx.stroke();
      ctx.fillText(shortened(line.name, 40), line.vertical ? place + 4 * ratio : bbox.left + bbox.width - 4 * ratio, line.vertical ? bbox.top + 4 * ratio : place - 3 * ratio);
    }
    ctx.restore();
  };
  const nameOfPoint = (chart, name, x, y) => {
    const { ctx, bbox } = chart, ratio = uPlot.pxRatio, left = across(chart, x, 'x'), isLeft = left > bbox.left + bbox.width / 2;
    ctx.save();
    ctx.font = font(13 * ratio); ctx.fillStyle = colour('--ink'); ctx.textBaseline = 'middle'; ctx.textAlign = isLeft ? 'right' : 'left';
    ctx.strokeStyle = colour('--ground'); ctx.lineWidth = 4 * ratio; ctx.lineJoin = 'round';
    for (const write of ['strokeText', 'fillText']) ctx[write](shortened(name, 32), left + (isLeft ? -9 : 9) * ratio, across(chart, y, 'y'));
    ctx.restore();
  };

  const drawLines = (plot, figure, words, tables) => {
    const rows = tableOf(tables[0]).map(row => ({ ...row, x: figure.x.names ? Number(row.x) : number(row.name) })).filter(row => !off(row.x, figure.x));
    const xs = rows.map(row => row.x);
    const names = figure.x.names ? Object.assign([], Object.fromEntries(rows.map((row, i) => [xs[i], row.name]))) : null;
    const data = [xs], series = [], bands = [], marks = [], whiskers = [], places = [];
    for (const each of figure.series) {
      const values = rows.map(row => row.cells[each.column - 1]), stroke = colour(`--s${each.colour}`);
      values.forEach((value, i) => { const kind = off(value, figure.y); if (kind) marks.push({ kind, x: xs[i], stroke, series: each }); });
      const column = values.map(value => off(value, figure.y) ? null : value), there = values.flatMap((value, i) => value === undefined ? [] : [i]);
      // A few values are seen better as points, and one between gaps makes no line.
      const lonely = there.filter((i, k) => column[i] !== null && column[there[k - 1]] == null && column[there[k + 1]] == null);
      const dots = there.length <= 24 ? there.filter(i => column[i] !== null) : lonely;
      data.push(column);
      places.push(series.push({
        stroke, width: each.thin ? 1 : 2, dash: each.style === 'dashed' ? [7, 5] : [], spanGaps: false, fill: undefined,
        ...(each.style === 'points' ? { paths: () => null, points: { show: true, size: 9, fill: stroke, stroke: colour('--ground'), width: 1 } } : { points: { show: dots.length > 0, size: 6, fill: stroke, stroke, filter: () => dots } })
      }));
      if (!each.band) continue;
      for (const i of each.style === 'points' ? there : lonely) whiskers.push({ x: xs[i], low: rows[i].cells[each.column], high: rows[i].cells[each.column + 1], stroke, series: each });
      for (const column of [each.column + 1, each.column]) {
        data.push(rows.map(row => {
          const edge = row.cells[column];
          return edge === undefined || Number.isNaN(edge) ? edge === undefined ? undefined : null : Math.min(figure.y.max, Math.max(figure.y.min, edge));
        }));
        series.push({ stroke: 'transparent', width: 0, points: { show: false } });
      }
      if (each.style !== 'points') bands.push({ series: [series.length - 1, series.length], fill: stroke + '2b' });
    }
    const shown = figure.series.map(() => true);
    const show = at => {
      if (at === null) { chart.setCursor({ left: -10, top: -10 }); return; }
      chart.setCursor({ left: chart.valToPos(xs[at], 'x'), top: chart.over.offsetHeight / 3 });
      tell(at);
    };
    show.steps = 0;
    const { box, tell: tip, hide } = stage(plot, words, rows.length, show);
    const tell = at => tip(at, chart.over.offsetLeft + chart.valToPos(xs[at], 'x'), 12, names ? rows[at].name : `${figure.x.title}: ${told(xs[at])}`,
      figure.series.filter((each, i) => shown[i] && rows[at].cells[each.column - 1] !== undefined).map(each => ({
        name: each.name, style: each.style, thin: each.thin, colour: colour(`--s${each.colour}`),
        value: told(rows[at].cells[each.column - 1]) + (each.band ? ` (${told(rows[at].cells[each.column])} to ${told(rows[at].cells[each.column + 1])})` : '')
      })));
    const chart = build(plot, box, figure, names, data, series, bands, {
      drawAxes: [u => { references(u, figure); whiskers.forEach(each => { if (shown[figure.series.indexOf(each.series)]) whisker(u, each, figure.y); }); }],
      draw: [u => {
        marks.forEach(each => { if (shown[figure.series.indexOf(each.series)]) mark(u, each.kind, each.x, each.stroke); });
        figure.series.forEach((each, i) => {
          const there = rows.map((row, at) => at).filter(at => rows[at].cells[each.column - 1] !== undefined);
          if (each.style === 'points' && shown[i] && there.length === 1 && !off(rows[there[0]].cells[each.column - 1], figure.y)) nameOfPoint(u, each.name, xs[there[0]], rows[there[0]].cells[each.column - 1]);
        });
      }],
      setCursor: [u => { if (u.cursor.event && u.cursor.left >= 0 && u.cursor.idx != null) tell(u.cursor.idx); }]
    }, true);
    chart.over.addEventListener('mouseleave', hide);
    if (figure.series.length > 1) {
      const legend = make('ul', null, undefined, 'legend');
      plot.prepend(legend);
      figure.series.forEach((each, i) => {
        const button = make('button', make('li', legend));
        button.type = 'button';
        button.setAttribute('aria-pressed', 'true');
        swatch(button, each.style, colour(`--s${each.colour}`), each.thin);
        make('span', button, each.name);
        button.addEventListener('click', () => {
          shown[i] = !shown[i];
          button.setAttribute('aria-pressed', String(shown[i]));
          for (let index = places[i]; index <= places[i] + (each.band ? 2 : 0); index++) chart.setSeries(index, { show: shown[i] });
        });
      });
    }
  };

  const drawHistogram = (plot, figure, words, tables) => {
    const bins = tableOf(tables[0]).map(row => ({ from: number(row.name), to: row.cells[0], count: row.cells[1], density: row.cells[2] }));
    const curve = tables[1] ? tableOf(tables[1]) : [], fill = colour('--s0'), stroke = colour('--s1');
    const xs = curve.length ? curve.map(row => number(row.name)) : [figure.x.min, figure.x.max];
    const ys = curve.length ? curve.map(row => Number.isNaN(row.cells[0]) ? null : Math.min(row.cells[0], 2 * figure.y.max)) : [null, null];
    const show = at => {
      if (at === null) return;
      const bin = bins[at], middle = (bin.from + bin.to) / 2;
      const lines = [{ name: 'count', value: told(bin.count) }, { name: 'density', style: 'bars', colour: fill, value: told(bin.density) }];
      if (curve.length) {
        const nearest = xs.reduce((best, x, i) => Math.abs(x - middle) < Math.abs(xs[best] - middle) ? i : best, 0);
        lines.push({ name: figure.density, style: 'solid', colour: stroke, value: told(curve[nearest].cells[0]) });
      }
      tip(at, chart.over.offsetLeft + chart.valToPos(middle, 'x'), 12, `${told(bin.from)} to ${told(bin.to)}`, lines);
    };
    show.steps = 0;
    const { box, tell: tip, hide } = stage(plot, words, bins.length, show);
    const chart = build(plot, box, figure, null, [xs, ys], [{ stroke, width: 2, points: { show: false } }], [], {
      drawAxes: [u => {
        const { ctx, bbox } = u;
        ctx.save();
        ctx.beginPath(); ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height); ctx.clip();
        ctx.fillStyle = fill + '80';
        for (const bin of bins) {
          if (!(bin.density > 0)) continue;
          const left = across(u, bin.from, 'x'), right = across(u, bin.to, 'x'), top = across(u, bin.density, 'y');
          ctx.fillRect(left, top, Math.max(1, right - left - uPlot.pxRatio), bbox.top + bbox.height - top);
        }
        ctx.restore();
      }],
      setCursor: [u => {
        if (!u.cursor.event || u.cursor.left < 0) return;
        const x = u.posToVal(u.cursor.left, 'x'), at = bins.findIndex(bin => x >= bin.from && x < bin.to);
        if (at >= 0) show(at);
      }]
    }, false);
    chart.over.addEventListener('mouseleave', hide);
    if (figure.density) {
      const legend = make('ul', null, undefined, 'legend');
      plot.prepend(legend);
      for (const [style, tone, name] of [['bars', fill, 'measured'], ['solid', stroke, figure.density]]) {
        const item = make('li', legend, undefined, 'entry');
        swatch(item, style, tone);
        make('span', item, name);
      }
    }
  };

  const drawHeatMap = (plot, figure, words, tables) => {
    const table = tableOf(tables[0]), heads = [...tables[0].tHead.rows[0].cells].slice(1).map(cell => cell.textContent.trim());
    const downwards = table.map(row => row.name);
    const rows = figure.turned ? heads : downwards, columns = figure.turned ? downwards : heads;
    const value = (row, column) => figure.turned ? table[column].cells[row] : table[row].cells[column];
    const ramp = make('p', plot, undefined, 'ramp');
    make('span', ramp, `${figure.scale.title}: ${told(figure.scale.min)}`);
    make('i', ramp);
    make('span', ramp, told(figure.scale.max));
    const ratio = Math.max(1, window.devicePixelRatio || 1);
    const width = widthOf(plot), narrow = width < 560;
    const letters = narrow ? 12 : 20, labels = 10 + Math.max(...rows.map(name => textWidth(shortened(name, letters))));
    const height = Math.min(36, Math.max(16, 260 / rows.length)), cell = (width - labels - 8) / columns.length;
    const feet = columns.map(name => shortened(name, narrow ? 12 : 16)), longest = Math.max(...feet.map(textWidth)), isFlat = longest + 10 < cell;
    const step = isFlat ? 1 : Math.max(1, Math.ceil(columns.length / ((width - labels) / 46)));
    const foot = isFlat ? 44 : 40 + .62 * Math.max(...feet.filter((_, column) => column % step === 0).map(textWidth));
    const show = at => {
      paint(at);
      if (at === null) return;
      const [row, column] = [Math.floor(at / columns.length), at % columns.length];
      tip(at, labels + (column + .5) * cell, (row + 1) * height + 4, columns[column], [{ name: rows[row], value: told(value(row, column)) }]);
    };
    show.steps = columns.length;
    const { box, tell: tip, hide } = stage(plot, words, rows.length * columns.length, show);
    const canvas = make('canvas', box), ctx = canvas.getContext('2d');
    canvas.width = Math.round(width * ratio); canvas.height = Math.round((rows.length * height + foot) * ratio);
    canvas.style.width = `${width}px`; canvas.style.height = `${rows.length * height + foot}px`;
    plot.chart = { canvas, rows, columns, value };
    const paint = chosen => {
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.clearRect(0, 0, width, rows.length * height + foot);
      ctx.font = font(12);
      const ink = colour('--ink'), soft = colour('--soft'), ground = colour('--ground'), heat = colour('--heat');
      rows.forEach((name, row) => {
        ctx.fillStyle = soft; ctx.textAlign = 'right'; ctx.textBaseline = 'middle';
        ctx.fillText(shortened(name, letters), labels - 6, (row + .5) * height);
        columns.forEach((_, column) => {
          const number = value(row, column), x = labels + column * cell, y = row * height;
          const strength = Number.isNaN(number) ? 0 : Math.min(1, Math.max(0, (number - figure.scale.min) / (figure.scale.max - figure.scale.min)));
          ctx.fillStyle = `rgba(${heat},${strength})`;
          ctx.fillRect(x, y, cell + (cell > 6 ? -1 : .3), height - 1);
          const text = off(number, figure.scale) === 'x' ? (cell >= 34 ? 'NaN' : '✕') : cell >= 46 ? told(number) : '';
          ctx.fillStyle = strength > .55 ? ground : ink; ctx.textAlign = 'center';
          if (text) ctx.fillText(text, x + cell / 2, y + height / 2);
        });
      });
      ctx.strokeStyle = colour('--rule'); ctx.lineWidth = 1;
      ctx.strokeRect(labels - .5, .5, width - labels - 7, rows.length * height - 1);
      ctx.fillStyle = soft; ctx.textAlign = isFlat ? 'center' : 'right';
      for (let column = 0; column < columns.length; column += step) {
        ctx.save();
        ctx.translate(labels + (column + .5) * cell, rows.length * height + 12);
        if (!isFlat) ctx.rotate(-35 * Math.PI / 180);
        ctx.fillText(feet[column], 0, 0);
        ctx.restore();
      }
      ctx.textAlign = 'center'; ctx.textBaseline = 'alphabetic'; ctx.font = font(13);
      ctx.fillText(figure.columns.title, labels + (width - labels) / 2, rows.length * height + foot - 4);
      if (chosen === null) return;
      ctx.strokeStyle = ink; ctx.lineWidth = 2;
      ctx.strokeRect(labels + (chosen % columns.length) * cell, Math.floor(chosen / columns.length) * height, Math.max(2, cell), height - 1);
    };
    paint(null);
    box.addEventListener('pointermove', event => {
      const area = canvas.getBoundingClientRect(), row = Math.floor((event.clientY - area.top) / height), column = Math.floor((event.clientX - area.left - labels) / cell);
      if (row >= 0 && row < rows.length && column >= 0 && column < columns.length) show(row * columns.length + column); else hide();
    });
    box.addEventListener('pointerleave', hide);
  };

  const kinds = { lines: drawLines, histogram: drawHistogram, heatmap: drawHeatMap };
  const draw = plot => {
    plot.chart?.destroy?.();
    plot.replaceChildren();
    const figure = JSON.parse(plot.dataset.figure);
    let data = plot.nextElementSibling;
    while (data.tagName !== 'DETAILS') data = data.nextElementSibling;
    kinds[figure.kind](plot, figure, plot.dataset.words, [...data.querySelectorAll('table')]);
    plot.drawnAt = plot.clientWidth;
  };
  const plots = [...document.querySelectorAll('.plot')];
  const drawAll = () => plots.forEach(draw);

  // The theme: the system's, until the reader asks for the other one.
  const system = matchMedia('(prefers-color-scheme: dark)'), button = document.getElementById('theme');
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : system.matches;
  const nameButton = () => { button.textContent = isDark() ? 'Light' : 'Dark'; button.setAttribute('aria-label', `Show the page ${isDark() ? 'light' : 'dark'}`); };
  button.hidden = false;
  button.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; nameButton(); drawAll(); });
  system.addEventListener('change', () => { nameButton(); drawAll(); });
  nameButton();

  // Paper is light.
  let theme;
  addEventListener('beforeprint', () => { theme = root.dataset.theme; root.dataset.theme = 'light'; root.dataset.printing = 'yes'; for (const code of document.querySelectorAll('details.code:not([open])')) { code.open = true; code.dataset.folded = 'yes'; } drawAll(); });
  addEventListener('afterprint', () => { if (theme) root.dataset.theme = theme; else delete root.dataset.theme; delete root.dataset.printing; for (const code of document.querySelectorAll('details.code[data-folded]')) { code.open = false; delete code.dataset.folded; } drawAll(); });

  let waiting = 0;
  addEventListener('resize', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => plots.filter(plot => plot.clientWidth !== plot.drawnAt).forEach(draw), 80);
  });
  drawAll();
})();
