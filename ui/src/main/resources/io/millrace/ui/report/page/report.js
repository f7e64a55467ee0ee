"use strict";
// Draws every figure from the JSON beside its canvas, in the colours of report.css.
(() => {
  const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 3 });
  const full = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 });
  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const pale = (color) => color + "40";

  function bytes(value) {
    const units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
    let unit = 0;
    for (; Math.abs(value) >= 1000 && unit < units.length - 1; unit++) value /= 1000;
    return Number(value.toPrecision(3)) + " " + units[unit];
  }

  const pen = document.createElement("canvas").getContext("2d");

  function width(text) {
    pen.font = Chart.helpers.toFont(Chart.defaults.font).string;
    return pen.measureText(text).width;
  }

  // Labels get a part of the chart at most; tooltips and tables have them whole.
  function cut(text, plot) {
    const room = plot.clientWidth * (plot.clientWidth < 480 ? 0.33 : 0.42);
    if (width(text) <= room) return text;
    let end = text.length;
    while (end > 1 && width(text.slice(0, end) + "…") > room) end--;
    return text.slice(0, end).trimEnd() + "…";
  }

  const tick = (spec) => (value) => (spec.unit === "bytes" ? bytes(value) : compact.format(value));
  const say = (spec, value) => (spec.unit === "bytes" ? bytes(value) : full.format(value));

  function axis(title, more) {
    return {
      title: { display: Boolean(title), text: title, color: style("--soft") },
      grid: { color: style("--grid") },
      border: { display: false },
      ticks: { color: style("--soft"), maxRotation: 0, ...(more && more.ticks) },
      ...Object.fromEntries(Object.entries(more || {}).filter(([key]) => key !== "ticks")),
    };
  }

  function options(spec, scales, tooltip, padding, own) {
    return {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: padding || 0 },
      scales,
      plugins: {
        legend: {
          display: spec.series.length > 1 || spec.kind === "gantt",
          position: spec.marks ? "bottom" : "top",
          align: "start",
          onClick: null,
          labels: { color: style("--ink"), boxWidth: spec.kind === "lines" ? 24 : 12, boxHeight: 12, usePointStyle: spec.kind === "lines", pointStyle: spec.kind === "lines" ? "line" : undefined },
        },
        tooltip: { callbacks: tooltip },
        ...own,
      },
    };
  }

  // The figures at the ends of bars, so that nobody has to point at them.
  const notes = {
    id: "notes",
    afterDatasetsDraw(chart, _, { texts }) {
      const { ctx, scales } = chart;
      ctx.save();
      ctx.font = Chart.helpers.toFont(Chart.defaults.font).string;
      ctx.fillStyle = style("--soft");
      ctx.textBaseline = "middle";
      texts.forEach((text, row) => {
        const ends = chart.data.datasets.map((_, i) => chart.getDatasetMeta(i).data[row])
          .filter((bar) => bar && Number.isFinite(bar.x)).map((bar) => bar.x);
        ctx.fillText(text, Math.max(scales.x.left, ...ends) + 6, scales.y.getPixelForValue(row));
      });
      ctx.restore();
    },
  };

  // Rows' names above their bars, where beside them they would have to be cut.
  const above = {
    id: "above",
    beforeDatasetsDraw({ ctx, width: edge, scales }, _, { texts, top }) {
      ctx.save();
      ctx.font = Chart.helpers.toFont(Chart.defaults.font).string;
      ctx.fillStyle = style("--ink");
      ctx.textBaseline = "middle";
      texts.forEach((text, row) => {
        ctx.fillText(text, scales.x.left, scales.y.getPixelForValue(row) - top, edge - scales.x.left);
      });
      ctx.restore();
    },
  };

  // Thresholds across a histogram, each with its name above, in a line of its own.
  const marks = {
    id: "marks",
    afterDatasetsDraw({ ctx, chartArea }, _, { thresholds, bars }) {
      const bar = chartArea.width / bars;
      ctx.save();
      ctx.font = Chart.helpers.toFont(Chart.defaults.font).string;
      ctx.fillStyle = ctx.strokeStyle = style("--ink");
      ctx.textBaseline = "middle";
      ctx.setLineDash([5, 4]);
      thresholds.forEach(({ name, position }, line) => {
        const x = chartArea.left + position * bar;
        const y = chartArea.top - 9 - 18 * (thresholds.length - 1 - line);
        ctx.beginPath();
        ctx.moveTo(x, y + 8);
        ctx.lineTo(x, chartArea.bottom);
        ctx.stroke();
        const half = width(name) / 2;
        ctx.fillText(name, Math.max(chartArea.left, Math.min(chartArea.right - 2 * half, x - half)), y);
      });
      ctx.restore();
    },
  };

  // The names of actions in their stretches, where there is room.
  const names = {
    id: "names",
    afterDatasetsDraw(chart) {
      const { ctx } = chart;
      ctx.save();
      ctx.font = Chart.helpers.toFont({ ...Chart.defaults.font, size: 11 }).string;
      ctx.fillStyle = style("--card");
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      chart.data.datasets.forEach((dataset, i) => chart.getDatasetMeta(i).data.forEach((bar, j) => {
        const { x, base, y } = bar.getProps(["x", "base", "y"]);
        const name = dataset.data[j].name;
        if (ctx.measureText(name).width + 4 < Math.abs(x - base)) ctx.fillText(name, (x + base) / 2, y);
      }));
      ctx.restore();
    },
  };

  function bars(spec, plot) {
    const overlaid = spec.arrangement === "overlaid";
    const stacked = spec.arrangement === "stacked";
    const together = overlaid || stacked || spec.series.length === 1;
    const tall = spec.labels.some((label) => cut(label, plot) !== label);
    const slim = together ? 23 : 11 * spec.series.length + 8;
    const row = tall ? slim + 19 : slim;
    const part = slim / row;
    // The legend of three series takes two lines on a phone.
    const legend = spec.series.length < 2 ? 0 : spec.series.length > 2 && plot.clientWidth < 420 ? 52 : 32;
    plot.style.height = spec.labels.length * row + 56 + legend + "px";
    return {
      type: "bar",
      data: {
        labels: spec.labels,
        datasets: spec.series.map((series, order) => {
          const behind = overlaid && order > 0;
          return {
            label: series.name,
            data: series.values,
            order,
            grouped: !overlaid,
            stack: stacked ? "all" : undefined,
            backgroundColor: behind ? pale(style(series.color)) : style(series.color),
            borderColor: style(series.color),
            borderWidth: behind ? 1 : 0,
            borderSkipped: false,
            categoryPercentage: (together ? 0.72 : 0.86) * part,
            barPercentage: together ? 1 : 0.9,
            maxBarThickness: 18,
          };
        }),
      },
      options: {
        ...options(
          spec,
          {
            x: axis(spec.x, { beginAtZero: true, stacked, ticks: { callback: tick(spec), maxTicksLimit: 6 } }),
            y: axis("", {
              stacked,
              grid: { display: false },
              ticks: { display: !tall, autoSkip: false, color: style("--ink"), callback: (_, i) => spec.labels[i] },
            }),
          },
          { label: (item) => item.dataset.label + ": " + say(spec, item.parsed.x) },
          { right: Math.max(0, ...spec.notes.map(width)) + 12 },
          { notes: { texts: spec.notes }, above: { texts: spec.labels, top: (0.72 * slim) / 2 + 8 } },
        ),
        indexAxis: "y",
        interaction: { mode: "index", axis: "y", intersect: false },
      },
      plugins: tall ? [notes, above] : [notes],
    };
  }

  function histogram(spec) {
    const stacked = spec.arrangement === "stacked";
    const thresholds = spec.marks || [];
    return {
      type: "bar",
      data: {
        labels: spec.labels,
        datasets: spec.series.map((series) => ({
          label: series.name,
          data: series.values,
          backgroundColor: style(series.color),
          categoryPercentage: 1,
          barPercentage: 0.96,
        })),
      },
      options: {
        ...options(
          spec,
          {
            x: axis(spec.x, { stacked, grid: { display: false } }),
            y: axis(spec.y, { stacked, beginAtZero: true, ticks: { callback: tick(spec), precision: 0 } }),
          },
          { label: (item) => item.dataset.label + ": " + say(spec, item.parsed.y) },
          { top: thresholds.length ? 18 * thresholds.length : 0 },
          { marks: { thresholds, bars: spec.labels.length } },
        ),
        interaction: { mode: "index", intersect: false },
      },
      plugins: [marks],
    };
  }

  function lines(spec) {
    const steps = spec.series.flatMap((series) => (series.points || []).map((point) => point[0]));
    const ends = [0, Math.max(...steps)];
    return {
      type: "line",
      data: {
        datasets: spec.series.map((series, index) => {
          const points = series.points || ends.map((step) => [step, series.level]);
          return {
            label: series.name,
            data: points.map(([x, y]) => ({ x, y })),
            borderColor: style(series.color),
            backgroundColor: style(series.color),
            borderWidth: 2,
            borderDash: series.points ? [] : [6, 5],
            pointRadius: series.points && points.length < 60 ? 2.5 : 0,
            pointHitRadius: 8,
            clip: 4,
            order: -index,
          };
        }),
      },
      options: {
        ...options(
          spec,
          {
            x: axis(spec.x, { type: "linear", min: 0, max: Math.max(1, ends[1]), ticks: { callback: (step) => full.format(step), precision: 0, maxTicksLimit: 8 } }),
            y: axis(spec.y, { beginAtZero: Boolean(spec.from_zero), grace: "5%", ticks: { callback: tick(spec), maxTicksLimit: 7 } }),
          },
          {
            title: (items) => (items.length ? "step " + full.format(items[0].parsed.x) : ""),
            label: (item) => item.dataset.label + ": " + say(spec, item.parsed.y),
          },
        ),
        interaction: { mode: "nearest", axis: "x", intersect: false },
      },
    };
  }

  function gantt(spec, plot) {
    const rows = spec.labels.length;
    plot.classList.add("wide");
    plot.parentElement.tabIndex = 0;
    plot.style.height = rows * 34 + 90 + "px";
    const spans = spec.series.flatMap((series) => series.spans);
    return {
      type: "bar",
      data: {
        datasets: spec.series.map((series) => ({
          label: series.name,
          data: series.spans.map(({ row, name, start, end }) => ({ y: row, x: [start, end], name })),
          grouped: false,
          backgroundColor: style(series.color),
          borderColor: style("--card"),
          borderWidth: 1,
          borderSkipped: false,
          barThickness: 26,
        })),
      },
      options: {
        ...options(
          spec,
          {
            x: axis(spec.x, { type: "linear", min: 0, max: Math.max(...spans.map((span) => span.end)), ticks: { callback: tick(spec) } }),
            y: axis(spec.y, {
              type: "linear",
              min: -0.5,
              max: rows - 0.5,
              reverse: true,
              offset: false,
              grid: { display: false },
              afterBuildTicks: (scale) => { scale.ticks = spec.labels.map((_, value) => ({ value })); },
              ticks: { autoSkip: false, color: style("--ink"), callback: (value) => cut(spec.labels[value], plot) },
            }),
          },
          {
            title: () => "",
            label: ({ raw }) => raw.name + ": " + (raw.x[1] - raw.x[0]).toFixed(1) + " ms, from " + raw.x[0].toFixed(1) + " ms",
          },
        ),
        indexAxis: "y",
        interaction: { mode: "nearest", intersect: true },
      },
      plugins: [names],
    };
  }

  const kinds = { bars, histogram, lines, gantt };
  let charts = [];

  function draw() {
    charts.forEach((chart) => chart.destroy());
    Chart.defaults.locale = "en-US";
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    charts = Array.from(document.querySelectorAll(".chart"), (figure) => {
      const spec = JSON.parse(figure.querySelector("script").textContent);
      const config = kinds[spec.kind](spec, figure.querySelector(".plot"));
      return new Chart(figure.querySelector("canvas"), config);
    });
  }

  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  addEventListener("beforeprint", () => charts.forEach((chart) => chart.resize()));
  addEventListener("afterprint", () => charts.forEach((chart) => chart.resize()));
})();
