/* fhir_when.c: dates, moved by the shift, and periods. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/when.h"
#include "chart/fhir.h"
#include "chart/fhir_json.h"

enum {
	WHEN_COLUMN = 35,
	FOR_EVER = 9000,	/* years from here on say "never": not moved */
};

/* Minutes of an offset such as -0500. */
static int
minutes_of(const char *offset)
{
	int n = abs(atoi(offset));

	return (*offset == '-' ? -1 : 1) * (n / 100 * 60 + n % 100);
}

/*
 * An instant moved by days of the practice's calendar: it stays the same time
 * of the same weekday there, summer time or not. ISO 8601 in that zone.
 */
static const char *
move_instant(struct fhir *f, int64_t instant, int64_t days)
{
	char before[WHEN_MAX], after[WHEN_MAX];
	int64_t moved = instant + days * 86400;

	when_instant_hl7(instant, before);
	when_instant_hl7(moved, after);
	moved += 60 * (minutes_of(before + 14) - minutes_of(after + 14));
	when_instant_hl7(moved, after);
	return mem_fmt(f, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s%.3s:%.2s", after,
	    after + 4, after + 6, after + 8, after + 10, after + 12,
	    after + 14, after + 17);
}

/* A day, month or year moved by days. */
static const char *
move_day(struct fhir *f, const struct when *w, int64_t days)
{
	char text[WHEN_MAX];

	when_iso_day(when_add_days(w->day, days), text);
	if (w->precision == WHEN_YEAR)
		text[4] = '\0';
	else if (w->precision == WHEN_MONTH)
		text[7] = '\0';
	return mem_copy(f, text);
}

/* Without its fraction of seconds, which may have any number of digits. */
static const char *
without_fraction(struct fhir *f, const char *text)
{
	return mem_fmt(f, "%.19s%s", text,
	    text + 20 + strspn(text + 20, "0123456789"));
}

/* Read text and move it; false if it is no date. */
static bool
read_moved(struct fhir *f, const char **text, struct when *w)
{
	if (!when_read(*text, w) || w->day.year > 9999)
		return false;
	if (f->shift != 0 && w->day.year < FOR_EVER) {
		*text = w->precision == WHEN_TIME ?
		    move_instant(f, w->instant, f->shift) :
		    move_day(f, w, f->shift);
		if (!when_read(*text, w) || w->day.year > 9999)
			return false;
	}
	if (strlen(*text) > WHEN_COLUMN)
		*text = without_fraction(f, *text);
	return true;
}

struct fhir_dated
fhir_when(struct fhir *f, const cJSON *from, const char *key,
    enum fhir_need need)
{
	struct fhir_dated d = { NULL, NULL };
	const char *text = fhir_token(f, from, key, FHIR_LINE);
	char day[WHEN_MAX];
	struct when w;

	if (text == NULL)
		return d;
	if (read_moved(f, &text, &w)) {
		d.when = text;
		d.day = mem_copy(f, when_iso_day(w.day, day));
	} else if (need == FHIR_DECISIVE) {
		fhir_refuse(f, fhir_get(from, key), "is not a date");
	} else {
		fhir_note(f, fhir_get(from, key), "is not a date: left out");
	}
	return d;
}

struct fhir_span
fhir_period(struct fhir *f, const cJSON *from, const char *key,
    enum fhir_need need)
{
	const cJSON *period = fhir_object(f, from, key);
	struct fhir_span s = { { NULL, NULL }, { NULL, NULL } };

	if (period != NULL) {
		s.start = fhir_when(f, period, "start", need);
		s.end = fhir_when(f, period, "end", FHIR_MINOR);
	}
	return s;
}

struct fhir_span
fhir_time(struct fhir *f, const cJSON *from, const char *stem,
    enum fhir_need need)
{
	static const char *const kinds[] = { "DateTime", "Instant", "Date" };
	struct fhir_span s = { { NULL, NULL }, { NULL, NULL } };
	char key[40];
	size_t i;

	for (i = 0; i < 3 && s.start.when == NULL; i++) {
		snprintf(key, sizeof(key), "%s%s", stem, kinds[i]);
		s.start = fhir_when(f, from, key, need);
	}
	if (s.start.when != NULL)
		return s;
	snprintf(key, sizeof(key), "%sPeriod", stem);
	return fhir_period(f, from, key, need);
}
