// Days and dates. A day is a whole number, counted from the payload's epoch.

(function (atlas) {
  "use strict";

  const DAY = 86400000;
  let epoch = Date.UTC(2012, 0, 1);

  const utc = (day) => new Date(epoch + day * DAY);

  /** Count days from this ISO date on. */
  function countFrom(iso) {
    epoch = Date.parse(iso + "T00:00:00Z");
  }

  /** Day number of an ISO date. */
  function day(iso) {
    return Math.round((Date.parse(iso + "T00:00:00Z") - epoch) / DAY);
  }

  /** ISO date of a day number. */
  function iso(number) {
    return utc(number).toISOString().slice(0, 10);
  }

  /** The same day some months on; the month's last day where it is too short. */
  function addMonths(number, months) {
    const date = utc(number);
    const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0));
    target.setUTCDate(Math.min(date.getUTCDate(), target.getUTCDate()));
    return Math.round((target.getTime() - epoch) / DAY);
  }

  /** Months since the year 0, for counting by month. */
  function months(number) {
    const date = utc(number);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  }

  /** First day of the month some months after that of a day. */
  function month(number, later) {
    const date = utc(number);
    return Math.round((Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1) - epoch) / DAY);
  }

  const PARTS = [
    { year: "numeric" },
    { year: "numeric", month: "long" },
    { year: "numeric", month: "long", day: "numeric" },
  ];
  // Made once: making one takes longer than a step of the date may.
  const formats = (locale) => PARTS.map((parts) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...parts }));
  const FORMATS = { en: formats("en-GB"), fr: formats("fr-FR") };

  /** A date in words, as long as it is precise: "2014", "2014-10" or "2014-10-01". */
  function words(written, lang) {
    const length = written.split("-").length;
    const full = written + "-01-01".slice((length - 1) * 3);
    const text = FORMATS[lang][length - 1].format(new Date(full + "T00:00:00Z"));
    return lang === "fr" && length === 3 ? text.replace(/^1 /, "1er ") : text;
  }

  /** Day number of the first of January of a year. */
  const yearStart = (year) => day(`${year}-01-01`);

  /** Year of a day number. */
  const yearOf = (number) => utc(number).getUTCFullYear();

  atlas.time = { countFrom, day, iso, addMonths, months, month, words, yearStart, yearOf };
})((window.SahelAtlas = window.SahelAtlas || {}));
