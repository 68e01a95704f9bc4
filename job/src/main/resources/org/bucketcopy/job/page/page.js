
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const run = data.status || {};
  const page = document.getElementById("page");
  const SVG = "http://www.w3.org/2000/svg";

  // Elements are made of text nodes only: no key or message is taken for HTML.
  const fill = (element, attributes, children) => {
    for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
    for (const child of children) if (child !== null && child !== undefined) element.append(child);
    return element;
  };
  const el = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
  const svg = (name, attributes, ...children) => fill(document.createElementNS(SVG, name), attributes, children);

  const number = (value) => Math.round(value || 0).toLocaleString("en-US");
  const few = (value) => (value === 0 ? "0" : value >= 100 ? number(value) : String(Number(value.toPrecision(3))));
  const digits = (value) => (value >= 100 ? number(value) : value.toPrecision(3)); // aligned in a column
  const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
  const power = (value) => (value < 1024 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(value) / 10)));
  const bytes = (value) => (value >= 1024 ? digits(value / 1024 ** power(value)) : few(value || 0)) + " " + UNITS[power(value || 0)];
  const duration = (millis) => {
    if (millis < 1000) return digits(millis) + " ms";
    if (millis < 60000) return digits(millis / 1000) + " s";
    const seconds = Math.round(millis / 1000);
    const minutes = Math.floor(seconds / 60);
    return minutes < 60 ? minutes + " min " + (seconds % 60) + " s" : Math.floor(minutes / 60) + " h " + (minutes % 60) + " min";
  };
  const moment = (text) => text.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");
  const share = (part, all) => ((100 * part) / all).toFixed(1) + " %";

  const OUTCOMES = {
    ok: ["good", "Succeeded"],
    objects_failed: ["bad", "Ended, some objects failed"],
    uploads_left_open: ["late", "Ended, some uploads may still be open"],
    max_failures: ["bad", "Ended early, too many objects failed"],
    max_duration: ["late", "Ended early, its time was over"],
    usage: ["bad", "Refused, an option or a setting is wrong"],
    could_not_run: ["bad", "Could not run, or not continue"],
    interrupted: ["late", "Interrupted"],
    died: ["bad", "Died"],
    running: ["late", "Still running when this page was made"],
  };
  const ROUTES = {
    copied_whole: "copied whole (CopyObject)",
    copied_by_parts: "copied by parts (UploadPartCopy)",
    uploaded_whole: "uploaded whole (PutObject)",
    uploaded_by_parts: "uploaded by parts (UploadPart)",
  };
  const PROOFS = {
    etag: "ETag: that of the source, or the one that its parts make",
    crc64nvme: "CRC-64/NVME of the whole object",
    crc64ecma: "CRC-64/ECMA of the whole object",
    crc32c: "CRC-32C of the whole object",
    crc32: "CRC-32 of the whole object",
    sha256: "SHA-256 of the whole object",
    sha1: "SHA-1 of the whole object",
    md5: "MD5 of the whole object",
    sent: "checksum of the bytes that were sent",
    size: "size, and the mark of its upload",
    answer: "the store's answer; it shows nothing to compare",
  };
  const KINDS = {
    head_bucket: "HeadBucket", list_objects: "ListObjects", head_object: "HeadObject", read_tags: "GetObjectTagging",
    write_tags: "PutObjectTagging", copy_object: "CopyObject", initiate: "CreateMultipartUpload",
    copy_part: "UploadPartCopy", list_parts: "ListParts", list_uploads: "ListMultipartUploads",
    complete: "CompleteMultipartUpload", abort: "AbortMultipartUpload", put_object: "PutObject",
    upload_part: "UploadPart", read_range: "GetObject (range)", delete_object: "DeleteObject", delete_objects: "DeleteObjects",
  };
  const named = (names, word) => names[word] || word;

  // --- Head ---------------------------------------------------------------------------------------

  const head = () => {
    const [kind, words] = OUTCOMES[run.status] || ["", run.status || "unknown"];
    document.title = "bucket-copy " + (run.command || "") + ": " + words;
    const facts = [
      run.began && "began " + moment(run.began),
      run.ended ? "ended " + moment(run.ended) : run.updated && "last update " + moment(run.updated),
      run.exitCode !== undefined && "exit code " + run.exitCode,
      run.host && "driver on " + run.host,
      run.runId && "run " + run.runId,
    ].filter(Boolean);
    page.append(
      el("h1", {}, "bucket-copy " + (run.command || "") + ": ", el("span", { class: "outcome " + kind }, words)),
      el("p", { class: "route" }, el("code", {}, run.source || ""), " to ", el("code", {}, run.destination || "")),
      el("p", { class: "facts" }, ...facts.flatMap((fact) => [el("span", {}, fact), " "])));
    if (data.resumed) {
      page.append(el("p", {}, "This execution resumes a run that began " + moment(data.resumed)
        + ". All figures are of this execution alone. What earlier ones made counts as skipped."));
    }
    if (run.problem) page.append(el("p", { class: "problem" }, run.problem));
    if (run.listed === undefined) return;
    const seconds = (run.millis || 0) / 1000;
    const requests = Object.values(run.requests || {}).reduce((sum, count) => sum + count, 0);
    const tile = (name, value, ...note) =>
      el("div", { class: "tile" }, el("div", { class: "name" }, name), el("div", { class: "value" }, value), el("div", { class: "note" }, ...note));
    page.append(el("div", { class: "tiles" },
      tile("Objects made", number(run.copied), "of " + number(run.planned) + " planned; ", run.failed > 0 ? el("a", { href: "#failed" }, number(run.failed) + " failed") : "none failed"),
      tile("Data", bytes(run.copiedBytes), "of " + bytes(run.plannedBytes) + " planned; " + number(run.parts) + " parts"),
      tile("Time", duration(run.millis || 0), seconds > 0 ? bytes(run.copiedBytes / seconds) + "/s, " + few(run.copied / seconds) + " objects/s" : ""),
      run.requests
        ? tile("Requests", number(requests), number(run.throttledRequests) + " throttled; " + number(run.failedRequests) + " attempts failed")
        : tile("Skipped", number(run.skipped), "were there already")));
  };

  // --- Tables -------------------------------------------------------------------------------------

  const section = (title, ...children) => {
    const made = el("section", {}, el("h2", {}, title), ...children);
    page.append(made);
    return made;
  };

  // A column is [heading, cell of a row, class]; stacked tables become lists in a narrow window.
  const row = (columns, item) =>
    el("tr", {}, ...columns.map(([name, cell, kind]) => el("td", { class: kind || "", "data-name": name }, cell(item))));
  const table = (columns, items, kind, caption) =>
    el("div", { class: "scroll" }, el("table", { class: kind || "" },
      caption ? el("caption", {}, caption) : null,
      el("thead", {}, el("tr", {}, ...columns.map(([name, , of]) => el("th", { class: of === "number" ? of : "", scope: "col" }, name)))),
      el("tbody", {}, ...items.map((item) => row(columns, item)))));
  const key = (text) => el("span", { class: "key" }, text);

  const counts = () => {
    if (run.listed === undefined) return;
    const items = [
      ["listed", run.listed, "found under the source"],
      ["filtered", run.filtered, "left out by --include and --exclude"],
      ["skipped", run.skipped, "at the destination already"],
      ["planned", run.planned, "to be made"],
      ["made", run.copied, "at the destination, and proved"],
      ["degraded", run.degraded, "of these, without some metadata or tags"],
      ["failed", run.failed, "not made"],
    ];
    if (run.uploadsLeftOpen > 0) items.push(["left open", run.uploadsLeftOpen, "multipart uploads that may still be open"]);
    const numbers = table([
      ["Objects", (item) => item[0]],
      ["Number", (item) => number(item[1]), "number"],
      ["", (item) => el("span", { class: "muted" }, item[2])],
    ], items);
    const made = data.made || [];
    section("Objects", el("div", { class: "charts" }, numbers, made.length === 0 ? null : table([
      ["Made how, and proved by what", (item) => el("span", {}, named(ROUTES, item.route), el("br", {}), el("span", { class: "muted" }, named(PROOFS, item.proof)))],
      ["Objects", (item) => number(item.objects), "number"],
    ], made)));
  };

  // --- Charts -------------------------------------------------------------------------------------

  const niceStep = (most, steps) => {
    const raw = Math.max(most, 1e-9) / steps;
    const base = 10 ** Math.floor(Math.log10(raw));
    return [1, 2, 5, 10].map((step) => step * base).find((step) => step >= raw);
  };
  const TIMES = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 43200, 86400, 172800, 604800];
  const clock = (seconds, long) => {
    const pad = (part) => String(part).padStart(2, "0");
    return long ? Math.floor(seconds / 3600) + ":" + pad(Math.floor(seconds / 60) % 60)
      : Math.floor(seconds / 60) + ":" + pad(Math.floor(seconds) % 60);
  };

  // No more points than a chart shows; the last two samples may be a moment apart.
  const samples = (() => {
    const all = data.timeline || [];
    const stride = Math.max(1, Math.ceil(all.length / 150));
    const some = all.filter((sample, index) => index % stride === 0);
    const last = all[all.length - 1];
    if (last && some[some.length - 1] !== last) {
      if (some.length > 1 && last.millis - some[some.length - 1].millis < 250) some.pop();
      some.push(last);
    }
    return some;
  })();
  const rate = (value) => samples.slice(1).map((sample, index) => [
    sample.millis / 1000,
    Math.max(0, value(sample) - value(samples[index])) * 1000 / Math.max(1, sample.millis - samples[index].millis),
  ]);
  const gauge = (value) => samples.map((sample) => [sample.millis / 1000, value(sample)]);

  // One chart: time across, one unit up, the name of each line at its end where there are several.
  const chart = (title, series, scaled, whole) => {
    const most = Math.max(...series.flatMap((one) => one.points.map((point) => point[1])), 0);
    const [factor, unit] = scaled(most);
    const step = Math.max(whole ? 1 : 0, niceStep(most / factor || 1, 4));
    const top = Math.max(step, Math.ceil(most / factor / step) * step);
    const end = Math.max(samples[samples.length - 1].millis / 1000, 0.001);
    const readout = el("output", {});
    const frame = el("div", {});
    const draw = () => {
      const width = Math.max(280, frame.clientWidth || 520);
      const height = 196, left = 46, right = series.length > 1 ? 74 : 14, upper = 10, lower = 38;
      const x = (seconds) => left + (seconds / end) * (width - left - right);
      const y = (value) => height - lower - (value / factor / top) * (height - upper - lower);
      const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${title} in ${unit} over time` });
      for (let tick = 0; tick <= top + step / 2; tick += step) {
        const at = y(tick * factor);
        picture.append(
          svg("line", { class: "grid", x1: left, x2: width - right, y1: at, y2: at }),
          svg("text", { x: left - 7, y: at + 4, "text-anchor": "end" }, few(tick)));
      }
      const long = end >= 7200;
      const across = TIMES.find((time) => end / time <= width / 90) || end;
      for (let time = 0; time <= end; time += across) {
        picture.append(
          svg("line", { class: "grid", x1: x(time), x2: x(time), y1: height - lower, y2: height - lower + 4 }),
          svg("text", { x: x(time), y: height - lower + 17, "text-anchor": "middle" }, clock(time, long)));
      }
      picture.append(svg("text", { x: width - right, y: height - 4, "text-anchor": "end" }, "time since the transfers began, " + (long ? "h:min" : "min:s")));
      const ends = [];
      series.forEach((one, index) => {
        const kind = index === 0 ? "first" : "second";
        const path = one.points.map((point, at) => (at ? "L" : "M") + x(point[0]).toFixed(1) + " " + y(point[1]).toFixed(1)).join("");
        picture.append(svg("path", { class: "curve " + kind, d: path }));
        if (series.length > 1 && one.points.length > 0) {
          const tail = one.points.slice(-Math.ceil(one.points.length / 5));
          let at = y(tail.reduce((sum, point) => sum + point[1], 0) / tail.length) + 4;
          for (const other of ends) if (Math.abs(other - at) < 13) at = other - 13;
          ends.push(at);
          picture.append(svg("text", { class: kind, x: width - right + 6, y: at }, one.name));
        }
      });
      const cursor = svg("line", { class: "cursor", y1: upper, y2: height - lower, x1: -9, x2: -9, visibility: "hidden" });
      picture.append(cursor);
      picture.addEventListener("pointermove", (event) => {
        const box = picture.getBoundingClientRect();
        const seconds = ((event.clientX - box.left) * width / box.width - left) / (width - left - right) * end;
        const near = (points) => points.reduce((best, point) => (Math.abs(point[0] - seconds) < Math.abs(best[0] - seconds) ? point : best), points[0]);
        const shown = series.filter((one) => one.points.length > 0).map((one) => [one, near(one.points)]);
        if (shown.length === 0) return;
        const at = x(shown[0][1][0]);
        fill(cursor, { x1: at, x2: at, visibility: "visible" }, []);
        readout.textContent = clock(shown[0][1][0]) + "  "
          + shown.map(([one, point]) => (series.length > 1 ? one.name + " " : "") + few(point[1] / factor)).join(", ") + " " + unit;
      });
      picture.addEventListener("pointerleave", () => {
        cursor.setAttribute("visibility", "hidden");
        readout.textContent = "";
      });
      frame.replaceChildren(picture);
    };
    redraws.push(draw);
    return el("figure", {}, el("figcaption", {}, el("h3", {}, title + " ", el("span", { class: "unit" }, unit)), readout), frame);
  };
  const redraws = [];

  const charts = () => {
    if (samples.length < 3) return;
    const plain = (unit) => () => [1, unit];
    const made = [
      chart("Throughput", [{ name: "bytes", points: rate((sample) => sample.bytes) }],
        (most) => [1024 ** power(most), (power(most) ? UNITS[power(most)] : "bytes") + "/s"]),
      chart("Objects made", [{ name: "objects", points: rate((sample) => sample.objects) }], plain("objects/s")),
      chart("Requests in flight", [{ name: "in flight", points: gauge((sample) => sample.inFlight) }], plain("requests"), true),
      chart("Requests sent", [
        { name: "sent", points: rate((sample) => sample.sent) },
        ...(samples[samples.length - 1].throttled > 0 ? [{ name: "throttled", points: rate((sample) => sample.throttled) }] : []),
      ], plain("requests/s")),
    ];
    if (samples.some((sample) => sample.executors > 1)) {
      made.push(chart("Executors at work", [{ name: "executors", points: gauge((sample) => sample.executors) }], plain("executors"), true));
    }
    section("Over time", el("div", { class: "charts" }, ...made));
    redraws.forEach((draw) => draw());
    let width = page.clientWidth;
    addEventListener("resize", () => {
      if (page.clientWidth !== width) {
        width = page.clientWidth;
        redraws.forEach((draw) => draw());
      }
    });
  };

  // --- Latencies ----------------------------------------------------------------------------------

  const latencies = () => {
    const kinds = data.latencies || [];
    if (kinds.length === 0) return;
    const lowest = Math.min(...kinds.map((kind) => Math.max(100, kind.histogram[0][0])));
    const highest = Math.max(...kinds.map((kind) => Math.max(kind.maxMicros, 1000)));
    const from = Math.floor(Math.log10(lowest)), to = Math.max(from + 1, Math.ceil(Math.log10(highest)));
    const width = 300;
    const x = (micros) => ((Math.log10(Math.max(micros, 10 ** from)) - from) / (to - from)) * width;
    const decades = [];
    for (let decade = from; decade <= to; decade++) decades.push(decade);
    const grid = (height) => decades.map((decade) => svg("line", { class: "grid", x1: x(10 ** decade), x2: x(10 ** decade), y1: 0, y2: height }));
    const strip = (kind) => {
      const most = Math.max(...kind.histogram.map((range) => range[1]));
      const bars = kind.histogram.map(([micros, count]) => {
        const wide = Math.max(1.5, x(micros * 1.12) - x(micros));
        const high = Math.max(1, (count / most) * 22);
        return svg("rect", { class: "bar", x: x(micros).toFixed(1), y: (24 - high).toFixed(1), width: wide.toFixed(1), height: high.toFixed(1) });
      });
      return svg("svg", { viewBox: `0 0 ${width} 24`, role: "img", "aria-label": "distribution of " + named(KINDS, kind.operation) }, ...grid(24), ...bars);
    };
    const axis = svg("svg", { viewBox: `0 0 ${width} 20` }, ...grid(4), ...decades.map((decade) =>
      svg("text", { x: x(10 ** decade), y: 17, "text-anchor": decade === from ? "start" : decade === to ? "end" : "middle" }, duration(10 ** decade / 1000).replace(/\.0+ /, " "))));
    const time = (field) => (kind) => duration(kind[field] / 1000);
    const columns = [
      ["Request", (kind) => named(KINDS, kind.operation)],
      ["Answered", (kind) => number(kind.answered), "number"],
      ["p50", time("p50Micros"), "number"],
      ["p95", time("p95Micros"), "number"],
      ["p99", time("p99Micros"), "number"],
      ["max", time("maxMicros"), "number"],
      ["Distribution", strip, "strip"],
    ];
    const shown = table(columns, kinds, "stacked tight five");
    shown.querySelector("tbody").append(el("tr", { class: "axis" }, el("td", { colspan: 6 }), el("td", { class: "strip", "data-name": "" }, axis)));
    section("Latency of requests",
      el("p", { class: "muted" }, "Of attempts that succeeded, from sending to the answer, waits for a turn not included. Quantiles are accurate to 12 %. Logarithmic axis."), shown);
  };

  // --- Objects ------------------------------------------------------------------------------------

  const slowest = () => {
    if ((data.slowest || []).length === 0) return;
    const columns = [
      ["Object", (object) => key(object.source)],
      ["Size", (object) => bytes(object.size), "number"],
      ["Time", (object) => duration(object.millis), "number"],
      ["Rate", (object) => (object.millis > 0 ? bytes((object.size * 1000) / object.millis) + "/s" : ""), "number"],
    ];
    const shown = table(columns, data.slowest.slice(0, 10), "stacked tight three");
    const rest = data.slowest.slice(10);
    section("Slowest objects",
      el("p", { class: "muted" }, "From the first request given to an executor until the object was proved."), shown,
      rest.length > 0 ? el("details", {}, el("summary", {}, number(rest.length) + " more"), table(columns, rest, "stacked tight three")) : null);
  };

  const reportFiles = () => {
    const names = data.reports || [];
    return names.length > 0 ? names[names.length - 1] : "the report";
  };

  const failed = () => {
    const objects = data.failed || [];
    const all = Math.max(run.failed || 0, objects.length);
    if (all === 0) return;
    const columns = [
      ["Object", (object) => key(object.source || "")],
      ["Size", (object) => (object.size === undefined ? "" : bytes(object.size)), "number"],
      ["Reason", (object) => el("span", {}, object.reason || "",
        el("span", { class: "muted" }, [object.code, object.status ? "HTTP " + object.status : ""].filter((part) => part && part !== object.reason).map((part) => " · " + part).join("")))],
      ["Message", (object) => el("span", {}, object.message || "",
        object.requestId ? el("span", { class: "muted" }, " [request " + object.requestId + "]") : null), "message"],
    ];
    const body = el("tbody", {});
    const shown = el("table", { class: "stacked failures" },
      el("thead", {}, el("tr", {}, ...columns.map(([name, , of]) => el("th", { class: of === "number" ? of : "", scope: "col" }, name)))), body);
    const rows = objects.map((object) => [
      [object.source, object.reason, object.code, object.status, object.message, object.requestId].join(" ").toLowerCase(),
      row(columns, object),
    ]);
    const found = el("span", { class: "muted", "aria-live": "polite" });
    const look = (text) => {
      const words = text.toLowerCase().split(/\s+/).filter(Boolean);
      const hits = rows.filter(([all]) => words.every((word) => all.includes(word)));
      body.replaceChildren(...hits.map(([, line]) => line));
      found.textContent = words.length > 0 ? number(hits.length) + " of " + number(rows.length) : "";
    };
    const input = el("input", { type: "search", id: "search", placeholder: "key, reason, code, request id", "aria-label": "search failed objects", autocomplete: "off", spellcheck: "false" });
    input.addEventListener("input", () => look(input.value));
    look("");
    const reasons = new Map();
    objects.forEach((object) => {
      const reason = [object.reason, object.operation && named(KINDS, object.operation.toLowerCase())].filter(Boolean).join(" at ");
      reasons.set(reason, (reasons.get(reason) || 0) + 1);
    });
    const made = section("Failed objects",
      el("p", {}, objects.length < all
        ? "The first " + number(objects.length) + " of " + number(all) + "; all of them are in " + reportFiles() + "."
        : "All " + number(all) + ", which are in " + reportFiles() + " too."),
      objects.length > 0 ? el("p", { class: "muted" }, [...reasons].sort((one, other) => other[1] - one[1]).map(([reason, count]) => number(count) + " " + reason).join(", ")) : null,
      objects.length > 0 ? el("div", { class: "search" }, input, found) : null,
      objects.length > 0 ? el("div", { class: "scroll" }, shown) : null);
    made.id = "failed";
  };

  const processes = () => {
    const items = data.processes || [];
    if (items.length === 0) return;
    const kinds = (process) => Object.entries(process.byOperation).sort((one, other) => other[1] - one[1])
      .map(([kind, count]) => named(KINDS, kind) + " " + number(count)).join(", ");
    const most = items.reduce((sum, process) => sum + process.requests, 0);
    section("Driver and executors", table([
      ["Process", (process) => el("span", { class: "host" }, process.name + (process.lost ? " (gone)" : ""))],
      ["Host", (process) => el("span", { class: "key host" }, process.host)],
      ["Requests", (process) => number(process.requests), "number"],
      ["Share", (process) => (most > 0 ? share(process.requests, most) : ""), "number"],
      ["Failed attempts", (process) => number(process.failed), "number"],
      ["Throttled", (process) => number(process.throttled), "number"],
      ["Kinds", (process) => el("span", { class: "muted" }, kinds(process)), "message"],
    ], items, "stacked"));
  };

  const asked = () => {
    const options = Object.entries(data.asked || {}).filter(([, value]) => value !== "");
    const readable = (value) => (/^\d+B$/.test(value) ? bytes(Number(value.slice(0, -1))) : value);
    if (options.length === 0) return;
    section("What was asked", el("dl", { class: "asked" }, ...options.flatMap(([name, value]) =>
      [el("dt", {}, el("code", {}, name)), el("dd", {}, el("code", {}, readable(value)))])));
  };

  [head, charts, counts, latencies, slowest, processes, asked, failed].forEach((part) => part());
})();
